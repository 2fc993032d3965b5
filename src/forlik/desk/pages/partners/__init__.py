"""Who funds, who implements, through how many hands, and what would be lost if one of them left?"""
