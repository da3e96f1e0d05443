"""The UK register of people with significant control, its stream of changes, and the register of companies (BasicCompanyData).

    natures     what a nature of control means
    shape       the fields of a line
    holders     who holds: persons, companies, governments, arrangements
    controls    one line of the register as statements
    companies   one row of BasicCompanyData as statements
    loader      files: known by content, cut into records
"""
