"""Whoever wants to stop is understood in any reasonable wording; whoever says "stop" of something else is not silenced."""

import pytest

from signup_web.texting.intents import Intent, intent

STOPS = """
Stop
STOP!
stop it
please stop
STOP.
S T O P
s.t.o.p
STOPP
st0p
STOP2END
stop2quit
unsubscribe me
unsubscribe all please
Stop texting me
stop sending me these
no more
No more!
no more please
no more texts
no more of these messages
no mas
stop 🛑
ｓｔｏｐ
ＳＴＯＰ
STOP\u200b
\u202eSTOP
“STOP”
'stop'
<stop>
remove me
opt-out
opt out
leave me alone
fuck off
Arrêt
ARRET
arrêter
baja
cancelar
Cancelar.
wrong number
wrong number, sorry
don't text me
dont text me
dont ever text me again
Do not ever contact me
never text this number again
END.
quit please
cancel
cancel all
cancel my subscription
stop stop stop
Reply STOP
i want to stop receiving these
i want to stop getting texts
I want this to stop
would you please stop
delete my number
take me off this list
please remove my number
revoke consent
""".strip().splitlines()

OTHERS = """
M
M L
XL please
JOIN
join door stop
JOIN the-last-stop-jacket
status non stop jacket
is it non-stop?
dont stop
don't stop
never stop
cant stop
can you stop by the shop for me
stop by tomorrow
Stop sign red
bus stop
when is the next restock
no more L?
no more in M?
is there no more stock
end of season?
cancel my order
remove M
cancel culture tee
START
HELP
RESET
yes
who is this
do not wash
delete
A B C
S M L
thanks
unstoppable
the end of season sale
quite nice
Liked “CoatCheck: Jacket M is back. Reply RESET for the next restock, STOP to opt out.”
""".strip().splitlines()


@pytest.mark.parametrize("words", STOPS)
def test_a_wish_to_stop_is_understood(words: str) -> None:
    assert intent(words)[0] is Intent.STOP


@pytest.mark.parametrize("words", OTHERS)
def test_other_words_are_no_stop(words: str) -> None:
    assert intent(words)[0] is not Intent.STOP
