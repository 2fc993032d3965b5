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


WIDE = 32
"""Bytes that are looked at together."""
_BYTES = ir.VectorType(ir.IntType(8), WIDE)


def _each(value: int) -> ir.Constant:
    return ir.Constant(_BYTES, [ir.Constant(ir.IntType(8), value)] * WIDE)


def _first(allowed: tuple[int, ...] | None, stops: tuple[int, ...]) -> Any:
    """Find the first of the next ``WIDE`` bytes that is a control other than the allowed, not ASCII, or a stop.

    Controls and what is not ASCII are one comparison: as signed numbers they are all less than a space. Where nothing
    is said of them (``allowed`` is ``None``), only the stops are looked for.
    """

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001 - numba's signature
        place = builder.gep(arguments[0], [arguments[1]])
        octets = builder.load(builder.bitcast(place, _BYTES.as_pointer()), align=1)
        met = [builder.icmp_unsigned("==", octets, _each(stop)) for stop in stops]
        if allowed is not None:
            control = builder.icmp_signed("<", octets, _each(ord(" ")))
            for one in allowed:
                control = builder.and_(control, builder.icmp_unsigned("!=", octets, _each(one)))
            met.append(control)
        every = met[0]
        for one in met[1:]:
            every = builder.or_(every, one)
        bits = builder.bitcast(every, ir.IntType(WIDE))
        return builder.zext(builder.cttz(bits, ir.Constant(ir.IntType(1), 0)), ir.IntType(64))

    return code


@intrinsic
def to_tag(typing: Any, octets: Any, at: Any) -> Any:  # noqa: ARG001 - numba's signature
    """How many of the next ``WIDE`` bytes stand before a <; whoever asks knows that there are so many bytes."""
    return types.int64(octets, types.int64), _first(None, (ord("<"),))


@intrinsic
def plain_text(typing: Any, octets: Any, at: Any) -> Any:  # noqa: ARG001 - numba's signature
    """How many of the next ``WIDE`` bytes are nothing special in a text."""
    return types.int64(octets, types.int64), _first(tuple(b"\t\n"), tuple(b"<>&"))


@intrinsic
def plain_value(typing: Any, octets: Any, at: Any) -> Any:  # noqa: ARG001 - numba's signature
    """How many of the next ``WIDE`` bytes are nothing special in an attribute's value."""
    return types.int64(octets, types.int64), _first((), tuple(b"<>&\"'"))
