"""Messages side by side: who keeps us waiting holds up nobody else."""

from threading import Event, Thread

from coatcheck.channels import goes_anywhere
from notifier.context import Senders


def test_servers_that_strangers_name_hold_up_no_other_message() -> None:
    senders, over, texted = Senders(4, goes_anywhere), Event(), Event()

    def send(channel: str) -> None:
        if channel == "sms":
            texted.set()
        else:
            over.wait(30)

    everything = Thread(target=lambda: list(senders(send, [*["webpush", "webhook"] * 4, "sms"])))
    everything.start()
    came = texted.wait(5)
    over.set()
    everything.join()
    assert came
