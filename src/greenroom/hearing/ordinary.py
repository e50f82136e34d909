"""Words so common that none of them is ever taken for a name."""

from __future__ import annotations

__all__ = ["ORDINARY"]

_WORDS = """
    a about above across actually after again against all almost alone along already also although always am among
    an and another any anyone anything are around as ask asked at away back bad be became because become been before
    began behind being below best better between big both bring brought build built but by call called came can
    chain change check child children clear close code come cost could cut data day days deal deep design did
    different do does doing done down drive drop during each early easy either else end enough even ever every
    everyone everything face fact fail fair fall false far fast feel feeling fell felt few figure fill filled final
    finally find fine first five fix focus follow followed for force forget forgot form found four free from front
    full gave get gets getting give given go goes going gone good got great group grow guess had half hand happy
    hard has have having he head hear heard help her here hers high him himself his hold home hope hour hours how
    however i idea if in inside instead into is issue it its itself job just keep kept key kid kids kind knew know
    known land large last late later lead learn learned least leave led left less let life light like line list
    little live lives load log long look looked lose loss lost lot loud love low made main make makes making man
    many match matter may maybe me mean means meant meet men might mind mine minute minutes model money more morning
    most move moved much must my myself name need needed never new news next nice night nine no none nor not note
    nothing notice now number of off offer often oh okay old on once one only onto open or order other our ours out
    over own page pair paper park parse part pass past path pause pay peace people person phase phone pick picked
    piece place plain plan plane play point power press pretty price product project pull push put question quite
    rate rather reach read ready real really reason rest right rise risk road rock role room route rule run safe
    said sale same save saw say saying scale second see seem seemed seen sell send sense sent service set seven
    several shall share she ship short should show side sign simple since six size slow small so solve solved some
    someone something soon sort sound space speak speed spend spent stand start started state stay step still stop
    store strip strong study such support sure table tail take taken tale talk task team tell ten term test tests
    text than thank that the their theirs them themselves then there these they thing things think third this those
    though thought three through time to today together told tomorrow too took tool tools top touch tough toward
    towards tower track train treat tried true try trying turn two type under until up upon us use used user users
    using usually very view wait walk wall want wanted war was watch water way we wear week weeks weight weird well
    went were what when where whether which while who whole whom whose why wide will win wind wish with within
    without wonder word words work worked working world would write wrong wrote year years yes yesterday yet you
    young your yours yourself
"""

ORDINARY = frozenset(_WORDS.split())
