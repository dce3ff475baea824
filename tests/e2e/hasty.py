"""gunicorn with shorter budgets: what a killed process leaves behind is taken up after seconds, not minutes."""

from coatcheck.ports import time_budgets

time_budgets.SEND = 8.0
time_budgets.HANDLER = 12.0
time_budgets.CLAIM_LEASE = 15.0
time_budgets.RECONCILE = 20.0

if __name__ == "__main__":
    from gunicorn.app.wsgiapp import run

    from notifier import outcomes

    outcomes.FIRST_LOOKUP, outcomes.NEXT_LOOKUP = 2.0, 6.0
    run()
