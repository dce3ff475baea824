"""What is written on the buttons of cookie banners, in lower case: first those that refuse, then those that accept."""

REFUSE = (
    *("reject all", "reject all cookies", "reject", "decline", "decline all", "deny", "refuse all"),
    *("only necessary", "necessary only", "use necessary cookies only", "only necessary cookies", "essential only"),
    *(
        "accept only essential cookies",
        "only essential cookies",
        "continue without accepting",
        "reject optional cookies",
    ),
    *("alle ablehnen", "ablehnen", "nur notwendige", "nur notwendige cookies", "nur essenzielle cookies akzeptieren"),
    *("tout refuser", "refuser", "continuer sans accepter", "rechazar todo", "rechazar todas", "rechazar"),
    *("rifiuta tutto", "rifiuta", "rifiuta tutti", "alles weigeren", "alles afwijzen", "weigeren", "afwijzen"),
    *("rejeitar tudo", "rejeitar", "recusar", "odrzuć wszystkie", "odrzuć", "avvisa alla", "afvis alle", "avvis alle"),
)
ACCEPT = (
    *(
        "accept all",
        "accept all cookies",
        "accept cookies",
        "accept",
        "allow all",
        "allow all cookies",
        "i agree",
        "agree",
    ),
    *("got it", "ok", "okay", "i accept", "allow cookies", "agree and continue", "accept & continue"),
    *("alle akzeptieren", "akzeptieren", "alle cookies akzeptieren", "zustimmen", "einverstanden", "alle zulassen"),
    *("tout accepter", "accepter", "accepter et continuer", "j'accepte", "aceptar todo", "aceptar todas", "aceptar"),
    *(
        "accetta tutto",
        "accetta tutti",
        "accetta",
        "alles accepteren",
        "accepteren",
        "akkoord",
        "alle cookies accepteren",
    ),
    *(
        "aceitar tudo",
        "aceitar todos",
        "aceitar",
        "akceptuj wszystkie",
        "zaakceptuj wszystkie",
        "akceptuję",
        "zgadzam się",
    ),
    *("acceptera alla", "godkänn alla", "accepter alle", "tillad alle", "godta alle"),
)
