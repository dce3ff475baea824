"""Answers made to stop the readers of events. See `benchmarks.hostile_answers`."""

from benchmarks.hostile_shapes import HEAD, LD, begun, joined, linked, marked_up, nested, numbered, repeated

EVENT = b'{"@type":"Event","name":"Ball","startDate":"2099-12-31T20:00"'
TICKET = b'{"@type":"Offer","name":"t%d","availability":"InStock"},'
TICKETS = b',"offers":{"@type":"Offer","availability":"InStock"}'
PART = b'{"startDate":"2099-12-31T20:00"},'

EVENTS = {
    "many": linked(EVENT + TICKETS + b',"url":"/%d"},', b"[", b"]"),
    "offers": linked(TICKET, EVENT + b',"offers":[', b"]}"),
    "offers of many events": linked(EVENT + TICKETS.replace(b'"Offer"', b'"Offer","name":"t%d"') + b"},", b"[", b"]"),
    "parts": repeated(PART, HEAD + LD + EVENT + TICKETS + b',"subEvent":[', b"{}]}</script>"),
    "parts, each with an offer": linked(b'{"startDate":"2099-12-31T20:00","location":"L%d"' + TICKETS + b"},", EVENT + b',"subEvent":[', b"]}"),
    "parts in parts": nested(b'{"@type":"Event","startDate":"2099-12-31","subEvent":[', b"]}", HEAD + LD, b"</script>"),
    "parts of the same offers": joined(begun(TICKET, EVENT + b',"offers":[', b"],"), repeated(PART, b'"subEvent":[', b"{}]}</script>")),
    "parts that are the same": joined(begun(b'"f%d":1,', b'{"@graph":[{"@id":"a","startDate":"2099-12-31",', b',"name":"x"},'), repeated(b'{"@id":"a"},', EVENT + TICKETS + b',"subEvent":[', b"{}]}]}</script>")),
    "parts of a large whole": joined(begun(b'"f%d":1,', EVENT + TICKETS + b",", b',"g":1,'), repeated(PART, b'"subEvent":[', b"{}]}</script>")),
    "parts of a whole with a long name": joined(repeated(b"Ball ", HEAD + LD + b'{"@type":"Event"' + TICKETS + b',"name":"', b'",'), repeated(PART, b'"subEvent":[', b"{}]}</script>")),
    "cancelled, of the same offers": joined(begun(TICKET, b'{"@graph":[{"@id":"a","offers":[', b"]},"), repeated(EVENT + b',"eventStatus":"EventCancelled","offers":{"@id":"a"}},', b"", b"{}]}</script>")),
    "numbers in a place": joined(repeated(b"1,", HEAD + LD + EVENT + TICKETS + b',"location":[', b"1],"), repeated(PART, b'"subEvent":[', b"{}]}</script>")),
    "places": joined(begun(b'{"address":"%d"},', EVENT + TICKETS + b',"location":[', b"],"), repeated(PART, b'"subEvent":[', b"{}]}</script>")),
    "a large work": joined(begun(b'"f%d":1,', b'{"@graph":[{"@id":"w",', b',"name":["Ball"]},'), repeated(EVENT + TICKETS + b',"workPresented":{"@id":"w"}},', b"", b"{}]}</script>")),
    "lists with gaps": linked(b'"%d":{"startDate":"2099-12-31","location":{"0":"a"}},', EVENT + TICKETS + b',"subEvent":{', b"}}"),
    "times": repeated(b"1", HEAD + LD + b'{"@type":"Event","name":"Ball","startDate":"2099-12-31T', b'"' + TICKETS + b"}</script>"),
    "types": linked(b'"T%d",', b'{"name":"Ball","startDate":"2099-12-31"' + TICKETS + b',"@type":["Event",', b',"x"]}'),
    "microdata": marked_up(b'<div itemscope itemtype="http://schema.org/Event"><i itemprop=name>Ball</i><time itemprop=startDate datetime=2099-12-31></time><div itemprop=offers itemscope itemtype="http://schema.org/Offer"><link itemprop=availability href=InStock></div></div>'),
    "microdata: parts": repeated(b'<div itemprop=subEvent itemscope itemtype="http://schema.org/Event"><time itemprop=startDate datetime=2099-12-31></time></div>', HEAD + b'<div itemscope itemtype="http://schema.org/Event"><i itemprop=name>Ball</i><div itemprop=offers itemscope itemtype="http://schema.org/Offer"><link itemprop=availability href=InStock></div>'),
    "microdata in microdata": marked_up(b'<div itemscope itemprop=subEvent itemtype="http://schema.org/Event"><span itemprop=name>Ball</span>'),
    "microdata: references to one part": joined(repeated(b"<i itemprop=name>x</i>", HEAD + b"<div id=r>", b"</div>"), repeated(b'<div itemscope itemtype="http://schema.org/Event" itemref=r></div>')),
}  # fmt: skip

SOLD = b'"avail":[100,5],"price":{"gross":"1.00"},"current_unavailability_reason":null'
ITEMS = b'{"name":"Ball","currency":"EUR","items_by_category":[{"items":['

PRETIX = {
    "items": numbered(b'{"id":%d,"name":"a",' + SOLD + b"},", ITEMS, b"]}]}"),
    "items without anything": numbered(b'{"id":%d},', ITEMS, b"]}]}"),
    "categories": numbered(b'{"items":[{"id":%d,' + SOLD + b"}]},", b'{"items_by_category":[', b"]}"),
    "empty categories": repeated(b'{"items":[]},', b'{"items_by_category":[', b'{"items":[{"id":1,' + SOLD + b"}]}]}"),
    "variations": numbered(b'{"id":%d,"value":"a",' + SOLD + b"},", ITEMS + b'{"id":1,"name":"Ball","variations":[', b"]}]}]}"),
    "variations of a long name": joined(repeated(b"a", ITEMS + b'{"id":1,"name":"', b'","variations":['), numbered(b'{"id":%d,"value":"b",' + SOLD + b"},", b"", b"]}]}]}")),
    "variations of a long reason": joined(repeated(b"a", ITEMS + b'{"id":1,"current_unavailability_reason":"', b'","variations":['), numbered(b'{"id":%d,"value":"b",' + SOLD + b"},", b"", b"]}]}]}")),
    "variations of a name that is a list": joined(repeated(b"1,", ITEMS + b'{"id":1,"name":[', b'1],"variations":['), numbered(b'{"id":%d,"value":"b",' + SOLD + b"},", b"", b"]}]}]}")),
    "variations of a reason that is a list": joined(repeated(b"1,", ITEMS + b'{"id":1,"current_unavailability_reason":[', b'1],"variations":['), numbered(b'{"id":%d,"current_unavailability_reason":null},', b"", b"]}]}]}")),
    "quotas": repeated(b"100,", ITEMS + b'{"id":1,"current_unavailability_reason":null,"avail":[', b"5]}]}]}"),
    "a long number of seats": repeated(b"1", ITEMS + b'{"id":1,"current_unavailability_reason":null,"avail":[100,', b"]}]}]}"),
    "a long id": repeated(b"1", ITEMS + b'{"id":', b',"avail":[100,1]}]}]}'),
    "a series": numbered(b'{"event_url":"https://shop.example/hall/%d/","name":"Ball","subevent":%d},', b'{"events":[', b"]}"),
    "a series with a long name": repeated(b"Ball ", b'{"events":[{"event_url":"https://shop.example/","name":"', b'"}]}'),
    "brackets in a field": nested(b"[", b"]", b'{"items_by_category":[{"items":[{"id":1,' + SOLD + b'}]}],"x":', b"}"),
}  # fmt: skip
