"""From a folder to its workbook without a command: what the page of `baocao start` asks for and runs."""
