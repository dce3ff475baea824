"""`coatcheck up` with shorter budgets: what a kill leaves behind is taken up after seconds, not minutes."""

from coatcheck.ports import time_budgets

time_budgets.SEND = 4.0
time_budgets.HANDLER = 10.0
time_budgets.CLAIM_LEASE = 6.0
time_budgets.RECONCILE = 9.0

if __name__ == "__main__":
    from console.cli import main
    from notifier import outcomes

    outcomes.FIRST_LOOKUP, outcomes.NEXT_LOOKUP = 1.0, 2.0
    main()
