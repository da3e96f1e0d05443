"""Lists the legal forms of companies: the one list by which names are read, compared and searched.

Owns their spellings (folded: small letters of ASCII, without marks) and which of them say the same form.  Plain data; a kept library
(rigour, extra ``[match]``) knows more of them and is asked where names are compared, if it is installed.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> list[str]:
    return text.split()


_OF_ONE_WORD: Final = """
ab ad ag aps as asa bhd bv cv doo ead eood eurl gmbh jsc kda kft kg kgaa kk ks llc llp lp ltd mbh nv nyrt od ood ooe ou oy oyj plc pte pty
sab sadecv sarl sas sca scs sdn se sia sl slu spa spol spzoo srl sro too uab zrt
"""
_OF_MORE: Final = """
limited liability company=llc|limited liability partnership=llp|limited partnership=lp|public limited company=plc
public joint stock company=jsc|open joint stock company=jsc|closed joint stock company=jsc|joint stock company=jsc
private limited company=ltd|private limited=ltd|company limited=ltd|co ltd=ltd|limited=ltd|incorporated=inc|corporation=corp|company=co
gesellschaft mit beschrankter haftung=gmbh|gesellschaft mit beschraenkter haftung=gmbh|aktiengesellschaft=ag|akg=ag
kommanditgesellschaft=kg|societe anonyme=sa|sociedad anonima=sa|societa per azioni=spa|societa a responsabilita limitata=srl
societatea cu raspundere limitata=srl|aktiebolag=ab|aktieselskab=as|anpartsselskab=aps|aksjeselskap=as|osakeyhtio=oy
naamloze vennootschap=nv|besloten vennootschap=bv|spolka z ograniczona odpowiedzialnoscia=spzoo|sp z oo=spzoo|sp zoo=spzoo
obshchestvo s ogranichennoj otvetstvennostyu=ooo|obshchestvo s ogranichennoy otvetstvennostyu=ooo
aktsionernoe obshchestvo=jsc|tovaryshestvo s ogranichennoj otvetstvennostyu=too|s a de cv=sadecv|sa de cv=sadecv|g m b h=gmbh
"""
FORMS: Final = {
    **{word: word for word in _words(_OF_ONE_WORD)},
    **dict(pair.split("=") for line in _OF_MORE.split("\n") for pair in line.split("|") if pair),
    **dict.fromkeys(_words("oao zao pao ojsc pjsc cjsc ao"), "jsc"),
    **{"ooo": "llc", "sa": "sa", "inc": "inc", "corp": "corp", "co": "co", "ev": "ev", "na": "na", "lllp": "llp", "pvt": "pte"},
    **{"limitada": "ltda", "ltda": "ltda", "zhshs": "too"},
}
"""A legal form as it is written, of one word or several -> one spelling of it."""
WORDS: Final = frozenset(form for form in FORMS if " " not in form)
"""Legal forms of one word."""
