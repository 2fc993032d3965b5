"""Do pillars meet in a country, and what does each total of aid stand on?"""
