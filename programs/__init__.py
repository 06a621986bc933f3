"""Content of the programs: what is asked, said and shown. Knows no database, no web, no screen."""
