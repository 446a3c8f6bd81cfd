"""Tables that come from outside: CSV files and workbooks."""
