"""From the bytes of a file to the characters that are read, each with its place in the file.

document        decodes an article, reads its header, and gives spans of its text
plain_text      HTML, Markdown, hard-wrapped lines, characters that nobody sees
extracted_text  the text of PDF and Word documents
pdf_pages       the text of the pages of a PDF: the program of a process of its own
language        in which language a text is, as far as that is needed to refuse it
"""
