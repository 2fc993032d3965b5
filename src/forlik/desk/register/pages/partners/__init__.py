"""Are this actor of the register and that organisation of aid files the same?"""
