"""What each finding says, by its code: where it stands and what to do."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

MESSAGES = {
    # of a row
    "name_missing": _lt(
        "Row %(row)s: the full name is missing. Write it, or delete the row in the"
        " file."
    ),
    "identity_number_invalid": _lt(
        "Row %(row)s: the identity number must have exactly 12 digits (it reads"
        " “%(value)s”)."
    ),
    "identity_number_duplicate": _lt(
        "Row %(row)s: this identity number stands in %(unit)s, row %(other)s already."
        " Everyone is assessed in one place only; choose which."
    ),
    "identity_number_duplicate_repeats": _lt(
        "Row %(row)s repeats row %(other)s: the same identity number. Only the first is"
        " read; if it is somebody else, correct the number."
    ),
    "identity_number_duplicate_repeats_sheet": _lt(
        "Row %(row)s repeats row %(other)s of the sheet “%(unit)s”: the same identity"
        " number. Only the first is read; if it is somebody else, correct the number."
    ),
    "person_repeated": _lt(
        "Row %(row)s repeats row %(other)s of the sheet “%(sheet)s”: the same name and"
        " birth in the same unit. Only the first is read; if it is somebody else, write"
        " the identity numbers of both."
    ),
    "group_unknown": _lt(
        "Row %(row)s: “%(value)s” is no labour group. Write 1, 2 or 3 (%(groups)s)."
    ),
    "score_missing": _lt(
        "Row %(row)s: the score of indicator %(n)s is missing. All ten are needed."
    ),
    "score_not_integer": _lt(
        "Row %(row)s: the score of indicator %(n)s is “%(value)s”; it must be a whole"
        " number from %(low)s to %(high)s."
    ),
    "score_out_of_range": _lt(
        "Row %(row)s: the score of indicator %(n)s is %(value)s; it must be from"
        " %(low)s to %(high)s."
    ),
    "identity_number_padded": _lt(
        "Row %(row)s: Excel dropped the zeros in front; restored to %(value)s. Please"
        " compare."
    ),
    "identity_number_missing": _lt(
        "Row %(row)s: no identity number; the person is found by name, birth and unit."
    ),
    "sex_mismatch": _lt(
        "Row %(row)s: the sex “%(sex)s” does not fit the identity number; imported as"
        " on the list."
    ),
    "birth_year_mismatch": _lt(
        "Row %(row)s: the year of birth %(year)s does not fit the identity number"
        " (%(from_id)s); imported as on the list."
    ),
    "title_holder_name": _lt(
        "Row %(row)s: this is the record of %(name)s, who holds a title. Another name"
        " is not taken from a list: mend the row, or ask the commune's officer to"
        " change who the person is, with a reason."
    ),
    "title_holder_blank": _lt(
        "Row %(row)s: %(name)s holds a title; what the list adds about birth, sex or"
        " identity number is entered by the commune's officer. The rest is imported."
    ),
    "birth_year_mismatch_title": _lt(
        "Row %(row)s: the list says born %(said)s, the record of this title-holder"
        " %(held)s; the record stays. If it is wrong, the commune's officer changes it,"
        " with a reason."
    ),
    "sex_mismatch_title": _lt(
        "Row %(row)s: the list says “%(said)s”, the record of this title-holder"
        " “%(held)s”; the record stays. If it is wrong, the commune's officer changes"
        " it, with a reason."
    ),
    "title_holder_number": _lt(
        "Row %(row)s: %(name)s holds a title; another identity number is entered by the"
        " commune's officer, with a reason. The rest is imported."
    ),
    "identity_number_taken": _lt(
        "Row %(row)s: this identity number is recorded for somebody else. Compare it"
        " with the card."
    ),
    "birth_year_only": _lt("Row %(row)s: only the year of birth is given."),
    "birth_impossible": _lt(
        "Row %(row)s: no calendar has the day “%(value)s”; the year alone is taken."
        " Look the day up and complete it."
    ),
    "birth_unreadable": _lt(
        "Row %(row)s: the birth “%(value)s” is no date that can be. Write day, month"
        " and year, or the year alone."
    ),
    "birth_future": _lt(
        "Row %(row)s: the year of birth %(value)s is later than the year of the list."
    ),
    "birth_young": _lt(
        "Row %(row)s: born in %(value)s, this person is very young for the programme;"
        " imported as on the list. Please compare."
    ),
    "formula_without_result": _lt(
        "Row %(row)s: a cell holds “%(value)s”, a formula without a result. Open the"
        " file in Excel, mend the formula or type the value, and save it again."
    ),
    "dossier_locked": _lt(
        "Row %(row)s: the dossier of %(name)s has been appraised already; the file"
        " changes nothing in it. To correct it, reopen the dossier first."
    ),
    "own_dossier": _lt(
        "Row %(row)s: this is your own dossier; another officer enters it."
    ),
    "unit_mismatch": _lt(
        "Row %(row)s: %(name)s has a dossier of this year in %(unit)s. Choose where"
        " they are assessed."
    ),
    "unit_mismatch_elsewhere": _lt(
        "Row %(row)s: this person is already registered in another unit; ask the"
        " commune."
    ),
    "unit_unknown": _lt(
        "Row %(row)s: “%(value)s” is no unit of this commune. Write the name of one of"
        " its units."
    ),
    "unit_not_yours": _lt(
        "Row %(row)s: “%(value)s” is not a unit of yours. Its own officer enters it;"
        " leave the row out."
    ),
    "unit_twice": _lt(
        "Row %(row)s: this unit stands in row %(other)s already. Keep one of the two."
    ),
    "figure_invalid": _lt(
        "Row %(row)s: “%(value)s” is no figure. Write a whole number from 0 on."
    ),
    "year_missing": _lt(
        "Row %(row)s: the year of the title is missing. Write it as the decision has"
        " it."
    ),
    "year_not_earlier": _lt(
        "Row %(row)s: %(year)s is no earlier year of the programme; titles of this"
        " year come by the decision here."
    ),
    "decision_missing": _lt(
        "Row %(row)s: the number of the decision is missing. Write number and symbol as"
        " on the decision."
    ),
    "title_exists": _lt(
        "Row %(row)s: %(name)s holds the title of %(year)s by another decision already."
        " Compare the two decisions, and correct the row or leave it out."
    ),
    # of a sheet as a whole: whether it was understood
    "numbers_against_births": _lt(
        "Sheet “%(sheet)s”: of %(n)s people among %(of)s the identity number disagrees"
        " with the year of birth. Perhaps it is somebody else's number (the head of the"
        " household, a parent)."
    ),
    "numbers_against_sexes": _lt(
        "Sheet “%(sheet)s”: of %(n)s people among %(of)s the identity number disagrees"
        " with the sex. Perhaps it is somebody else's number (the head of the"
        " household, a parent)."
    ),
    "names_of_one_word": _lt(
        "Sheet “%(sheet)s”: a name of one word in row %(rows)s. Perhaps the name lies"
        " in two columns, or another column has the names."
    ),
    "names_of_other_letters": _lt(
        "Sheet “%(sheet)s”: letters that are not Vietnamese in the name “%(value)s”,"
        " row %(rows)s. Perhaps the list was typed in an old font."
    ),
    "no_births": _lt(
        "Sheet “%(sheet)s”: nobody has a birth, though there is a column for it."
    ),
    "row_of_unit": _lt(
        "Sheet “%(sheet)s”, row %(row)s: “%(value)s” was passed over. If the people"
        " below it belong to that unit, let the unit stand alone in its row."
    ),
    "two_columns": _lt(
        "Sheet “%(sheet)s”: “%(meaning)s” is read from column %(letter)s, but column"
        " %(others)s fits as well. Which one is right?"
    ),
    "two_blocks_of_scores": _lt(
        "Sheet “%(sheet)s”: two blocks of scores without saying whose. From column"
        " %(letter)s they are read as own scores, from column %(others)s as appraised"
        " ones. Is that right?"
    ),
    "columns_unread_needed": _lt(
        "Sheet “%(sheet)s”: not read, though scores, numbers or births seem to stand"
        " there: %(columns)s."
    ),
    "columns_unread": _lt("Sheet “%(sheet)s”: not read: %(columns)s."),
    "title_other_year": _lt(
        "Sheet “%(sheet)s”: the title above the list reads “%(value)s”, but the list is"
        " imported into “%(chosen)s”. Is it the right file, and the right year?"
    ),
    "title_other_commune": _lt(
        "Sheet “%(sheet)s”: above the list another commune is named, “%(value)s”, but"
        " the list is imported into “%(chosen)s”. Is it the right file?"
    ),
    "groups_missing": _lt(
        "Sheet “%(sheet)s”: no column “Nhóm” (labour group 1, 2 or 3). Choose at"
        " “Sheets” one group for all its people, or import them without and complete"
        " it in “Enter scores”."
    ),
    "rows_hidden": _lt(
        "Sheet “%(sheet)s”: hidden in the file, and read all the same: row %(rows)s."
    ),
    "columns_hidden": _lt(
        "Sheet “%(sheet)s”: hidden in the file, and read all the same: column"
        " %(columns)s."
    ),
    # of the file
    "wrong_file": _lt(
        "This file is no readable Excel workbook. Nothing was imported. Open it in"
        " Excel or LibreOffice, save it as .xlsx and choose that file; if it does not"
        " open, ask for it again."
    ),
    "unit_decided": _lt(
        "Row %(row)s: the year's decision about people of this unit was issued."
        " %(name)s comes late: the commune's officer registers the person, with the"
        " reason, before the list is read."
    ),
    "reader_busy": _lt(
        "Other lists are being read at this moment, and nothing was done with this one."
        " Try again in a minute."
    ),
    "file_too_much_work": _lt(
        "Reading this file takes too much time or memory, so it was given up; nothing"
        " was imported. Copy the rows of the list alone into a new workbook and choose"
        " that one."
    ),
    "protected_file": _lt(
        "The file has a password. Remove the password and choose the file again."
    ),
    "empty_file": _lt(
        "The file has no row of data. Choose the file in which the list stands."
    ),
    "file_too_large": _lt(
        "The file holds more than a list of people can have. Delete what stands far"
        " below or far to the right of the list and choose it again, or copy the rows"
        " of the list alone into a new workbook."
    ),
    "column_missing": _lt(
        "The sheet “%(sheet)s” lacks the column %(column)s. Nothing was imported."
    ),
    "column_missing_no_list": _lt(
        "The sheet “%(sheet)s” does not look like a list of the programme (“%(kind)s”):"
        " row %(row)s has the titles %(titles)s, but no column %(column)s was found."
        " Nothing was imported. Choose the right file and the right kind; if it is the"
        " list, add these columns and choose the file again."
    ),
    "column_missing_no_header": _lt(
        "In the sheet “%(sheet)s” no row of titles of “%(kind)s” was found: %(column)s."
        " Nothing was imported. Choose the right file and the right kind; if it is the"
        " list, write the titles above the first person and choose the file again."
    ),
    "sheet_without_unit": _lt(
        "The sheet “%(sheet)s” fits no unit. Choose the unit or pass over this sheet."
    ),
    "other_year": _lt(
        "This workbook was made for “%(made)s”, not for “%(chosen)s”. Choose that year,"
        " or make the workbook anew. Nothing was imported."
    ),
    "sheet_not_yours": _lt(
        "No sheet of this file belongs to a unit of yours. Nothing was imported. Choose"
        " the file of your unit; if a sheet is yours under another name, choose"
        " its unit at “Sheets”."
    ),
}

# What the screen offers to who reads that columns are missing.
WAYS = {
    "numbers": _lt(
        "If the list has no identity numbers: tick “The list has no identity numbers”,"
        " then “Check file”."
    ),
    "scores": _lt(
        "If there are no scores yet: choose the kind “Registration, without scores”,"
        " then “Check file”."
    ),
    "columns": _lt(
        "If a column stands there under another title: say which at “Sheets”,"
        " “Columns”; otherwise add it to the file and choose the file again."
    ),
}


class Refused(Exception):
    """The file as a whole cannot be imported: a code with its parameters."""

    def __init__(self, code, sheet="", **params):
        super().__init__(code)
        self.code, self.sheet, self.params = code, sheet, {"sheet": sheet, **params}
