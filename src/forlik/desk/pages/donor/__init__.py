"""What does a donor give: to countries, beside countries and through others, and where is its money seen again?"""
