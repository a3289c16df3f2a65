using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Types;

/// <summary>
/// A value with its quality and times. A time that is absent, or that the server sent as zero or as the end of time, is null: it
/// is not known. Picoseconds count in units of 10 ps beyond the 100 ns of the time stamp.
/// </summary>
public readonly record struct DataValue
{
    const byte ValueBit = 0x01;
    const byte StatusBit = 0x02;
    const byte SourceBit = 0x04;
    const byte ServerBit = 0x08;
    const byte SourcePicosecondsBit = 0x10;
    const byte ServerPicosecondsBit = 0x20;

    public Variant Value { get; init; }

    public StatusCode Status { get; init; }

    public DateTimeOffset? SourceTimestamp { get; init; }

    public ushort SourcePicoseconds { get; init; }

    public DateTimeOffset? ServerTimestamp { get; init; }

    public ushort ServerPicoseconds { get; init; }

    internal static DataValue Decode(ref UaReader reader)
    {
        reader.Enter();
        var mask = reader.ReadByte();

        // The order of the initializer is the order on the wire.
        var value = new DataValue
        {
            Value = (mask & ValueBit) != 0 ? Variant.Decode(ref reader) : default,
            Status = (mask & StatusBit) != 0 ? reader.ReadStatusCode() : StatusCode.Good,
            SourceTimestamp = (mask & SourceBit) != 0 ? KnownTime(reader.ReadDateTime()) : null,
            SourcePicoseconds = (mask & SourcePicosecondsBit) != 0 ? reader.ReadUInt16() : (ushort)0,
            ServerTimestamp = (mask & ServerBit) != 0 ? KnownTime(reader.ReadDateTime()) : null,
            ServerPicoseconds = (mask & ServerPicosecondsBit) != 0 ? reader.ReadUInt16() : (ushort)0,
        };
        reader.Leave();
        return value;
    }

    internal void Encode(UaWriter writer)
    {
        writer.WriteByte(Mask);
        if (!Value.IsNull)
        {
            Value.Encode(writer);
        }

        if (Status != StatusCode.Good)
        {
            writer.WriteStatusCode(Status);
        }

        WriteTime(writer, SourceTimestamp, SourcePicoseconds);
        WriteTime(writer, ServerTimestamp, ServerPicoseconds);
    }

    byte Mask => (byte)((Value.IsNull ? 0 : ValueBit)
        | (Status == StatusCode.Good ? 0 : StatusBit)
        | (SourceTimestamp is null ? 0 : SourceBit)
        | (SourcePicoseconds == 0 ? 0 : SourcePicosecondsBit)
        | (ServerTimestamp is null ? 0 : ServerBit)
        | (ServerPicoseconds == 0 ? 0 : ServerPicosecondsBit));

    static DateTimeOffset? KnownTime(DateTimeOffset time) =>
        time == DateTimeOffset.MinValue || time == DateTimeOffset.MaxValue ? null : time;

    static void WriteTime(UaWriter writer, DateTimeOffset? time, ushort picoseconds)
    {
        if (time is { } known)
        {
            writer.WriteDateTime(known);
        }

        if (picoseconds != 0)
        {
            writer.WriteUInt16(picoseconds);
        }
    }
}
