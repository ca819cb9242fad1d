{
    "name": "Learning Citizen",
    "summary": "Công dân học tập: a commune's year from lists to the decision",
    "version": "19.0.1.0.0",
    "category": "Human Resources",
    "license": "AGPL-3",
    "author": "Learning Citizen contributors",
    "depends": ["mail", "portal", "report_xlsx"],
    "external_dependencies": {
        "python": [
            "num2words",
            "openpyxl",
            "python-calamine",
            "weasyprint",
            "xlsxwriter",
        ],
    },
    "data": [
        "security/cdht_groups.xml",
        "security/ir.model.access.csv",
        "security/cdht_rules.xml",
        "data/cdht_stage.xml",
        "data/cdht_indicator_set.xml",
        "data/cdht.ethnicity.csv",
        "data/cdht_paper_default.xml",
    ],
    "application": True,
}
