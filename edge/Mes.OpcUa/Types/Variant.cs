using System.Collections;
using System.Globalization;
using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Types;

/// <summary>
/// A value of any built-in type, or an array of one with its dimensions. Booleans, numbers, times and status codes are held
/// without boxing. <c>default</c> is the null value. NaN and infinity are kept, bit for bit.
/// </summary>
public readonly struct Variant : IEquatable<Variant>
{
    readonly long _bits;
    readonly object? _reference;
    readonly int[]? _dimensions;

    Variant(BuiltInType type, long bits) => (Type, _bits) = (type, bits);

    Variant(BuiltInType type, object? reference, bool isArray = false, int[]? dimensions = null) =>
        (Type, _reference, IsArray, _dimensions) = (type, reference, isArray, dimensions);

    /// <summary>The type of the scalar, or of the array's elements.</summary>
    public BuiltInType Type { get; }

    public bool IsArray { get; }

    public bool IsNull => Type == BuiltInType.Null;

    /// <summary>Lengths of a matrix, the last running fastest; empty for scalars and plain arrays.</summary>
    public IReadOnlyList<int> Dimensions => _dimensions ?? [];

    /// <summary>The value boxed; an array as an array of its .NET type, in row-major order for a matrix.</summary>
    public object? ToObject() => IsArray ? _reference : Type switch
    {
        BuiltInType.Boolean => _bits != 0,
        BuiltInType.SByte => (sbyte)_bits,
        BuiltInType.Byte => (byte)_bits,
        BuiltInType.Int16 => (short)_bits,
        BuiltInType.UInt16 => (ushort)_bits,
        BuiltInType.Int32 => (int)_bits,
        BuiltInType.UInt32 => (uint)_bits,
        BuiltInType.Int64 => _bits,
        BuiltInType.UInt64 => unchecked((ulong)_bits),
        BuiltInType.Float => AsSingle,
        BuiltInType.Double => AsDouble,
        BuiltInType.DateTime => AsDateTime,
        BuiltInType.StatusCode => AsStatusCode,
        _ => _reference,
    };

    /// <summary>True for Boolean scalars only.</summary>
    public bool TryGetBoolean(out bool value)
    {
        value = _bits != 0;
        return Type == BuiltInType.Boolean && !IsArray;
    }

    /// <summary>True for integer scalars of every width; false for a UInt64 beyond the range of Int64.</summary>
    public bool TryGetInt64(out long value)
    {
        value = _bits;
        return !IsArray
            && Type is >= BuiltInType.SByte and <= BuiltInType.UInt64
            && (Type != BuiltInType.UInt64 || _bits >= 0);
    }

    /// <summary>True for integer, Float and Double scalars. Integers beyond 2^53 lose their last digits.</summary>
    public bool TryGetDouble(out double value)
    {
        value = Type switch
        {
            BuiltInType.Float => AsSingle,
            BuiltInType.Double => AsDouble,
            BuiltInType.UInt64 => unchecked((ulong)_bits),
            _ => _bits,
        };
        return !IsArray && Type is >= BuiltInType.SByte and <= BuiltInType.Double;
    }

    /// <summary>True for String scalars that are not null.</summary>
    public bool TryGetString(out string value)
    {
        value = _reference as string ?? "";
        return Type == BuiltInType.String && !IsArray && _reference is not null;
    }

    public static Variant From(bool value) => new(BuiltInType.Boolean, value ? 1 : 0);

    public static Variant From(sbyte value) => new(BuiltInType.SByte, value);

    public static Variant From(byte value) => new(BuiltInType.Byte, value);

    public static Variant From(short value) => new(BuiltInType.Int16, value);

    public static Variant From(ushort value) => new(BuiltInType.UInt16, value);

    public static Variant From(int value) => new(BuiltInType.Int32, value);

    public static Variant From(uint value) => new(BuiltInType.UInt32, value);

    public static Variant From(long value) => new(BuiltInType.Int64, value);

    public static Variant From(ulong value) => new(BuiltInType.UInt64, unchecked((long)value));

    public static Variant From(float value) => new(BuiltInType.Float, BitConverter.SingleToInt32Bits(value));

    public static Variant From(double value) => new(BuiltInType.Double, BitConverter.DoubleToInt64Bits(value));

    public static Variant From(DateTimeOffset value) => new(BuiltInType.DateTime, value.UtcTicks);

    public static Variant From(StatusCode value) => new(BuiltInType.StatusCode, value.Value);

    public static Variant From(string? value) => new(BuiltInType.String, (object?)value);

    /// <summary>A scalar of a type without a factory of its own; the object must be of the type's .NET form.</summary>
    internal static Variant FromReference(BuiltInType type, object? value) => new(type, value);

    /// <summary>An array (null is a null array) or, with two dimensions or more, a matrix in row-major order.</summary>
    internal static Variant FromArray(BuiltInType type, Array? elements, int[]? dimensions = null) =>
        new(type, elements, isArray: true, dimensions);

    internal float AsSingle => BitConverter.Int32BitsToSingle((int)_bits);

    internal double AsDouble => BitConverter.Int64BitsToDouble(_bits);

    internal DateTimeOffset AsDateTime => new(_bits, TimeSpan.Zero);

    internal StatusCode AsStatusCode => new((uint)_bits);

    internal long Bits => _bits;

    internal object? Reference => _reference;

    internal int[]? DimensionArray => _dimensions;

    internal static Variant Decode(ref UaReader reader) => VariantCodec.Decode(ref reader);

    internal void Encode(UaWriter writer) => VariantCodec.Encode(this, writer);

    public static bool operator ==(Variant left, Variant right) => left.Equals(right);

    public static bool operator !=(Variant left, Variant right) => !left.Equals(right);

    /// <summary>Equal by type and content; arrays element by element.</summary>
    public bool Equals(Variant other) =>
        Type == other.Type
        && IsArray == other.IsArray
        && _bits == other._bits
        && StructuralComparisons.StructuralEqualityComparer.Equals(_reference, other._reference)
        && StructuralComparisons.StructuralEqualityComparer.Equals(_dimensions, other._dimensions);

    public override bool Equals(object? obj) => obj is Variant other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(
        Type, _bits, _reference is null ? 0 : StructuralComparisons.StructuralEqualityComparer.GetHashCode(_reference));

    public override string ToString() => IsArray
        ? string.Create(CultureInfo.InvariantCulture, $"{Type}[{(_reference as Array)?.Length}]")
        : Convert.ToString(ToObject(), CultureInfo.InvariantCulture) ?? "";
}
