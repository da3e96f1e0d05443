"""The name grammar: which runs of words are names."""

from __future__ import annotations

import pytest

from loaders.article.names.mentions import find_mentions


@pytest.mark.parametrize(
    "text, names",
    [
        ("We met ARAL NATIONAL IMP. & EXP. CORP, then left.", ["ARAL NATIONAL IMP. & EXP. CORP"]),
        ("the automaker LLP Buri AvtoProm.", ["LLP Buri AvtoProm"]),
        ("Buri Technology (Group) Holding Ltd. (Buritec), which grew", ["Buri Technology (Group) Holding Ltd.", "Buritec"]),
        ("Aral Co., Ltd. sells", ["Aral Co., Ltd."]),
        ("the Ministry of Coal and Iron met", ["Ministry of Coal and Iron"]),
        ("However, the talks failed. Meanwhile all rested.", []),
        ("under the central government.", ["the central government"]),
        ("Bank of Aral and Buri Motors met", ["Bank of Aral", "Buri Motors"]),
        ("He saw Aral Motors. Buri Steel came too", ["Aral Motors", "Buri Steel"]),
        ("held by the Finnish Aral Voima Oy and an Italian Buri Acciai SpA", ["Aral Voima Oy", "Buri Acciai SpA"]),
        ("Aral Beverage JSC ARAL.HM, in which", ["Aral Beverage JSC"]),
        ("after U.S. fund Buri Partners called", ["Buri Partners"]),
        ("Contacted by phone, Ada Brook said no.", ["Ada Brook"]),
        ("Tan Sri Ali Rahman and Datuk Lim Boon met", ["Ali Rahman", "Lim Boon"]),
        ("Company Aral Solar sells.", ["Aral Solar"]),
        ("Printing group Aral Nordic sells.", ["Aral Nordic"]),
        ("Aral Gas and Electric Company met Buri and Sons Ltd.", ["Aral Gas and Electric Company", "Buri and Sons Ltd"]),
        ("The Aral and Buri Railroad met Aral and Buri Bank.", ["Aral and Buri Railroad", "Aral", "Buri Bank"]),
        (
            "Aral's International Realty LLC and Buri's Investors Service grew.",
            ["Aral's International Realty LLC", "Buri's Investors Service"],
        ),
        ("Aral.com Realty Inc. left Buri.com.", ["Aral.com Realty Inc.", "Buri.com"]),
        ("the maker of Aral-a-Buri, and Aral, N.A., too", ["Aral-a-Buri", "Aral, N.A."]),
        ("Parent Aral Foods paid CAD $12 million.", ["Aral Foods"]),
        ("Owner/Marketing Manager of IT services at Aral Foods (ARL - TSX).", ["Aral Foods"]),
        ("Specialty chemicals group Aral was bought by the Buri-style fund Dorn Partners.", ["Aral", "Dorn Partners"]),
        ("BRIEF-Aral Battery to buy Buri", ["Aral Battery", "Buri"]),
        ("It owns the shop Crofter's to this day.", ["Crofter's"]),
        ("Ada Brook, Jr., and the Kenyan Department of Trade and Mines met.", ["Ada Brook, Jr", "Kenyan Department of Trade and Mines"]),
        ("Kuzey Aral A.Ş. met Buri Takaful PSC and Ceda Cables KSCP.", ["Kuzey Aral A.Ş.", "Buri Takaful PSC", "Ceda Cables KSCP"]),
        ("It met Aral A.Ş. Analysts left Buri S.p.A. Ceda grew.", ["Aral A.Ş.", "Buri S.p.A.", "Ceda"]),
        ("It met Aral Shipping AB (publ) and Brook & Sons (HUF).", ["Aral Shipping AB (publ)", "Brook & Sons (HUF)"]),
        ("the Estate of Ada T. Brook met Aral Inryo K.K. there", ["Estate of Ada T. Brook", "Aral Inryo K.K."]),
        ("held by Aral Grupo, S.A.B. de C.V. there", ["Aral Grupo, S.A.B. de C.V."]),
        ("held by P/S Aral Invest, AS Buri Mööbel and SIA Ceda Koks", ["P/S Aral Invest", "AS Buri Mööbel", "SIA Ceda Koks"]),
        ("It met Aral Gruodai UAB, SIA Buri Piens and Ceda S.A.E. too", ["Aral Gruodai UAB", "SIA Buri Piens", "Ceda S.A.E."]),
        ("Aral e Hijos, S.A. de C.V. met M/s Buri Sugar Ltd.", ["Aral e Hijos, S.A. de C.V.", "Buri Sugar Ltd."]),
        ("It met Aral Nyrt. and Padaria & Cia. Buri.", ["Aral Nyrt.", "Padaria & Cia. Buri"]),
        ("Moza bint Ali Al-Suwa met Tập đoàn Sông Aral.", ["Moza bint Ali Al-Suwa", "Tập đoàn Sông Aral"]),
        ("the Aral Eaux de Val-d'Isle SAS and Banca dell'Alto Buri SpA", ["Aral Eaux de Val-d'Isle SAS", "Banca dell'Alto Buri SpA"]),
        ("Aral for Trading & Investment LLC met Igor A. Brook.", ["Aral for Trading & Investment LLC", "Igor A. Brook"]),
        ("held by Aral Yunqi Partnership (Limited Partnership)", ["Aral Yunqi Partnership (Limited Partnership)"]),
        ("It met Aral Homes (No. 2) Limited and Buri (2015) Ltd.", ["Aral Homes (No. 2) Limited", "Buri (2015) Ltd."]),
        ("the Ada R. Brook 2009 Irrevocable Trust", ["Ada R. Brook 2009 Irrevocable Trust"]),
        ("the J. & M. Brook Will Trust left Aral Wind I, LLC.", ["J. & M. Brook Will Trust", "Aral Wind I, LLC"]),
        ("7 Aral Brewing, 1st Buri Bancorp and 24/7 Fitness Ltd met.", ["7 Aral Brewing", "1st Buri Bancorp", "24/7 Fitness Ltd"]),
        ("In 2019 Aral Capital had 12 Buri Hotels.", ["Aral Capital", "Buri Hotels"]),
        ("held by 3B Capital Partners LLC; 5M people", ["3B Capital Partners LLC"]),
        ("Brook, Dorn & Amal LLP met Aral, Buri and Ceda.", ["Brook, Dorn & Amal LLP", "Aral", "Buri", "Ceda"]),
        ("It met the firm HAD Holding WLL.", ["HAD Holding WLL"]),
        ('It met Aral Works "Buri" S.A. there', ['Aral Works "Buri" S.A.']),
        (
            "the Buri District State-owned Assets Supervision and Administration Office",
            ["Buri District State-owned Assets Supervision and Administration Office"],
        ),
        ("the Ministry of Trade, Industry and Fisheries, Aral and Buri met", ["Ministry of Trade, Industry and Fisheries", "Aral", "Buri"]),
        ("The Brook and Amal families met Aral.", ["Brook family", "Amal family", "Aral"]),
        ("shares of which the city of Buri-Dorf owns 8%; it met in the city of Buri", ["the city of Buri-Dorf"]),
        ("a stake in bpay.io, as told by mail from aral.com", ["bpay.io"]),
        ("owned by Tallinn entrepreneur Ülo Brook", ["Ülo Brook"]),
        ("Mr Unwin and Mrs Unwin met Mr Brook.", ["Mr Unwin", "Mrs Unwin", "Brook"]),
        ("Brook and Dorn Ltd met Bakery Amal and Ceda Ltd.", ["Brook and Dorn Ltd", "Bakery Amal", "Ceda Ltd."]),
        ("Brook and Dorn Ltd own it, as the rivals Aral and Buri Ltd know.", ["Brook", "Dorn Ltd", "Aral", "Buri Ltd"]),
        ("Brook left. Brook and Dorn Ltd met.", ["Brook", "Brook", "Dorn Ltd"]),
        ("The Ada and Emil Brook Foundation met Aral and Buri Steel Trust.", ["Ada and Emil Brook Foundation", "Aral", "Buri Steel Trust"]),
        ("Brook, Dorn & Amal met Ceda, Unwin and Partners LLP.", ["Brook, Dorn & Amal", "Ceda, Unwin and Partners LLP"]),
        ("Aral, Buri & Ceda each grew.", ["Aral", "Buri & Ceda"]),
        ('It met PJSC "Aral Les", "Buri" AD and the firm "Ceda".', ['PJSC "Aral Les"', '"Buri" AD', "Ceda"]),
        ('Ada "Bo" Brook met Aral Works "La Buri" de Ceda.', ['Ada "Bo" Brook', 'Aral Works "La Buri" de Ceda']),
        ("the heirs of Ada Brook and the estate of the late Col. Emil Dorn", ["heirs of Ada Brook", "estate of the late Col. Emil Dorn"]),
        (
            "Dr Brook's Laboratories Ltd and Shri Aral Agro Pvt. Ltd. met Dr Dorn.",
            ["Dr Brook's Laboratories Ltd", "Shri Aral Agro Pvt. Ltd.", "Dorn"],
        ),
        ("Aral Ltd of Buri is small; a takeover by Aral Ltd of Buri is not.", ["Aral Ltd", "Aral Ltd", "Buri"]),
        ("the Oil Fund of the Republic of Aral met the New Party of Buri", ["Oil Fund of the Republic of Aral", "New Party of Buri"]),
        (
            "the Public Corporation of Aral; a purchase by Buri Corporation of Ceda",
            ["Public Corporation of Aral", "Buri Corporation", "Ceda"],
        ),
        ("the municipality of Brook ob der Dorn owns it; the town of Aral-sur-Buri", ["the municipality of Brook ob der Dorn"]),
        ("Vereniging tot Aral met Brook van het Dorn and Aral ya Buri.", ["Vereniging tot Aral", "Brook van het Dorn", "Aral ya Buri"]),
        ("It met de Brook Bancshares, Inc. there.", ["de Brook Bancshares, Inc."]),
        ("Aral.ly Ltd met yARAL.bank N.A. there.", ["Aral.ly Ltd", "yARAL.bank N.A."]),
        (
            "It met Aral W.L.L. and Buri K.S.C.C. and Ceda R.L. there, and R.L. Brook.",
            ["Aral W.L.L.", "Buri K.S.C.C.", "Ceda R.L.", "R.L. Brook"],
        ),
        ("held by Aral & Cie. SA, Ceda Dorn, a.s. and Buri ltée", ["Aral & Cie. SA", "Ceda Dorn, a.s.", "Buri ltée"]),
        ("Ng Wai-keung met Lin Mei-ling.", ["Ng Wai-keung", "Lin Mei-ling"]),
        (
            "24/7 Aral Buri met 1234567 Ontario Inc. and 9876-5432 Québec inc. too",
            ["24/7 Aral Buri", "1234567 Ontario Inc.", "9876-5432 Québec inc."],
        ),
        ("Aral Pension Trust No. 2 met the B. Brook 1987 Settlement.", ["Aral Pension Trust No. 2", "B. Brook 1987 Settlement"]),
        ("Aral Digital First Ltd met ZAO Buri Most. First Ceda left.", ["Aral Digital First Ltd", "ZAO Buri Most", "Ceda"]),
        ("It owns Brook's of Aral and Dorn's Söhne OHG.", ["Brook's of Aral", "Dorn's Söhne OHG"]),
        ("Aral Holdings (Upper Buri) Limited met Ceda.", ["Aral Holdings (Upper Buri) Limited", "Ceda"]),
        ("Messrs Aral & Sons met Ing. Ada Brook, CSc. there.", ["Aral & Sons", "Ada Brook, CSc."]),
        ("PT Aral Timur (Persero) met Buri Sun (RF) (Pty) Ltd there.", ["PT Aral Timur (Persero)", "Buri Sun (RF) (Pty) Ltd"]),
        ("the owner of 99 Aral Trading LLC; half of 99 Aral Homes", ["99 Aral Trading LLC", "Aral Homes"]),
        (
            "the Bank for Trade and Development of the Aral met the Buri bank for Energy.",
            ["Bank for Trade and Development of the Aral", "Buri", "Energy"],
        ),
        ("It met Inversiones 2 de Aral S.A. there.", ["Inversiones 2 de Aral S.A."]),
        ("The Workers' Party of Aral met.", ["Workers' Party of Aral"]),
        ("Teachers' Retirement Board of Aral met.", ["Teachers' Retirement Board of Aral"]),
        ("St. Ada's Ferry Co. met Brook's Ferry Co. there.", ["St. Ada's Ferry Co.", "Brook", "Ferry Co."]),
        ("Ada ffolkes-Brook met P/F Aral, a Native American tribe.", ["Ada ffolkes-Brook", "P/F Aral"]),
    ],
)
def test_the_name_grammar(text: str, names: list[str]) -> None:
    assert [m.text for m in find_mentions(text) if not m.place] == names


@pytest.mark.parametrize(
    "text",
    [
        "The Chinese group in Almaty left Kazakhstan.",
        "It moved from Fort Dorn, Ohio, and Dorn Park, KS, to Buriville, New Jersey.",
        "The firm, based in Seattle, Washington, grew.",
    ],
)
def test_countries_states_and_cities_are_no_parties(text: str) -> None:
    assert [m.text for m in find_mentions(text) if not m.place] == []
