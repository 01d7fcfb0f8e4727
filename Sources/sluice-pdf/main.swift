print("sluice-pdf")
