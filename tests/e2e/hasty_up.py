"""`coatcheck up` with shorter budgets: what a kill leaves behind is taken up after seconds, not minutes."""

from coatcheck import budgets

budgets.SEND = 4.0
budgets.HANDLER = 10.0
budgets.CLAIM_LEASE = 6.0
budgets.RECONCILE = 9.0

if __name__ == "__main__":
    from console.cli import main
    from notifier import outcomes

    outcomes.FIRST_LOOKUP, outcomes.NEXT_LOOKUP = 1.0, 2.0
    main()
