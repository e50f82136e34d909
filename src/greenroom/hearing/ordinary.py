"""Words so common that none of them is ever taken for a name."""

from __future__ import annotations

__all__ = ["ORDINARY"]

_WORDS = """
    a about above across actually after again against all almost alone along already also although always am among an
    and another any anyone anything are around as ask asked at away back bad be became because become been before
    began behind being below best better between big both bring brought build built but by call called came can
    change come could day days did different do does doing done down during each early either else end enough even
    ever every everyone everything face fact far fast few find first five for found four from gave get gets getting
    give given go goes going gone good got great had half happy hard has have having he hear heard help her here hers
    him himself his home hour hours how however i idea if in inside instead into is it its itself job just keep kept
    kind knew know known large last late later lead learn learned least leave led left less let life like line list
    little long look looked lost lot low made main make makes making many may maybe me mean means meant meet might
    mine minute minutes more morning most move moved much must my myself name need needed never new next night nine no
    none nor not note nothing now number of off often oh okay old on once one only onto open or order other our ours
    out over own part pay people person place point press pretty put quite rather read real really right road role
    room rule run said same saw say saying second see seem seemed seen sent set seven several shall share she short
    should show side since six small so some someone something soon sort start started stay step still stop such take
    taken talk team tell ten than thank that the their theirs them themselves then there these they thing things think
    third this those though thought three through time to today together told tomorrow too took top toward towards
    tower tried true try trying turn two under until up upon us use used user users using usually very view want
    wanted was way we week weeks well went were what when where whether which while who whole whom whose why will
    wish with within without word words work worked working world would write wrote year years yes yesterday yet you
    young your yours yourself
"""

ORDINARY = frozenset(_WORDS.split())
