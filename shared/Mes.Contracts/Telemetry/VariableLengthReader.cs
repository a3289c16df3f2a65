using Mes.Contracts.Replication;

namespace Mes.Contracts.Telemetry;

/// <summary>Reads what <see cref="VariableLength"/> wrote; every read is bounded by the bytes that are left.</summary>
ref struct VariableLengthReader(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> _rest = bytes;

    public long Read() => checked((long)ReadBits());

    public long ReadSigned()
    {
        var bits = ReadBits();
        return unchecked((long)(bits >> 1) ^ -(long)(bits & 1));
    }

    /// <summary>A number of things that follow: at least one, at most <paramref name="most"/>.</summary>
    public int ReadCount(int most)
    {
        var count = ReadBits();
        return count >= 1 && count <= (ulong)most
            ? (int)count
            : throw new MalformedBatchException($"{count} is not a count between 1 and {most}.");
    }

    public ReadOnlySpan<byte> ReadBytes(int length)
    {
        if (length > _rest.Length)
        {
            throw new MalformedBatchException("The telemetry segment is cut short.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    public readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty)
        {
            throw new MalformedBatchException($"{_rest.Length} bytes follow the end of the telemetry segment.");
        }
    }

    ulong ReadBits()
    {
        var bits = 0UL;
        for (var shift = 0; shift < 7 * VariableLength.MaxBytes; shift += 7)
        {
            var part = ReadBytes(1)[0];
            bits |= unchecked((ulong)(part & 0x7F) << shift);
            if (part < 0x80)
            {
                return bits;
            }
        }

        throw new MalformedBatchException("A number is longer than ten bytes.");
    }
}
