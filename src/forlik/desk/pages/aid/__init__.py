"""Which activities is a country's aid, who reports them, and in which bytes of which file do they stand?"""
