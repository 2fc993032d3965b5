"""Where do pillars, donors and partners fail to meet, and who answers for it?"""
