"""Pointers to arrays, for compiled code that hands arrays from function to function.

numba counts references at every such hand-over, with atomic additions that took three quarters of the scanner's time; a
pointer is handed over as it is. Whoever takes one keeps the array alive, and stays inside it.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numba.np.arrayobj import make_array


@intrinsic
def pointer(typing: Any, array: Any) -> Any:  # noqa: ARG001 - numba's signature
    """A pointer to an array's first element."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return make_array(signature.args[0])(context, builder, arguments[0]).data

    return types.CPointer(array.dtype)(array), code


@intrinsic
def eight(typing: Any, octets: Any, at: Any) -> Any:  # noqa: ARG001 - numba's signature
    """The eight bytes from a place on, as one number; whoever asks knows that there are eight."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001 - numba's signature
        place = builder.gep(arguments[0], [arguments[1]])
        return builder.load(builder.bitcast(place, ir.IntType(64).as_pointer()), align=1)

    return types.uint64(octets, types.int64), code


@intrinsic
def put_eight(typing: Any, octets: Any, at: Any, value: Any) -> Any:  # noqa: ARG001 - numba's signature
    """Write eight bytes from a place on; whoever does so knows that there is room for eight."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001 - numba's signature
        place = builder.gep(arguments[0], [arguments[1]])
        builder.store(arguments[2], builder.bitcast(place, ir.IntType(64).as_pointer()), align=1)
        return context.get_dummy_value()

    return types.void(octets, types.int64, types.uint64), code
