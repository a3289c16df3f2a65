using System.Buffers.Binary;
using System.Buffers;
using Mes.Contracts.Events;
using Mes.Contracts.Integrity;
using Mes.Contracts.Replication;

namespace Mes.Contracts.Telemetry;

/// <summary>
/// Bytes of a segment, version 1. Header: version (1), boot (16), edge UTC (8), edge monotonic (8), number of samples (4), all
/// big-endian; then a run per tag: tag, length, times (first, then differences), status (value, length) pairs, a bitmap of the
/// samples that have a value, and the values as 8-byte IEEE 754. Integers of a run are variable-length, signed ones zigzag. A
/// CRC-32C of everything before it ends the segment.
/// </summary>
public static class SegmentCodec
{
    const byte Version = 1;
    const int HeaderLength = 1 + 16 + 8 + 8 + 4;
    const int CrcLength = 4;

    /// <exception cref="ArgumentException">No samples, or more than <see cref="TelemetrySegment.MaxSamples"/>.</exception>
    public static byte[] Encode(TelemetrySegment segment)
    {
        if (segment.Samples.Count is 0 or > TelemetrySegment.MaxSamples)
        {
            throw new ArgumentException($"A segment holds 1 to {TelemetrySegment.MaxSamples} samples.", nameof(segment));
        }

        var buffer = new ArrayBufferWriter<byte>(HeaderLength + (segment.Samples.Count * 12));
        var header = buffer.GetSpan(HeaderLength);
        header[0] = Version;
        segment.Boot.TryWriteBytes(header[1..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(header[17..], Microseconds.Of(segment.EdgeUtc));
        BinaryPrimitives.WriteInt64BigEndian(header[25..], Microseconds.Of(segment.EdgeMono));
        BinaryPrimitives.WriteInt32BigEndian(header[33..], segment.Samples.Count);
        buffer.Advance(HeaderLength);

        // OrderBy is stable: within a tag the order of arrival stays.
        var run = new List<TelemetrySample>();
        foreach (var sample in segment.Samples.OrderBy(sample => sample.Tag))
        {
            if (run.Count > 0 && run[0].Tag != sample.Tag)
            {
                WriteRun(buffer, run);
                run.Clear();
            }

            run.Add(sample);
        }

        WriteRun(buffer, run);
        var crc = Crc32C.Of(buffer.WrittenSpan);
        BinaryPrimitives.WriteUInt32BigEndian(buffer.GetSpan(CrcLength), crc);
        buffer.Advance(CrcLength);
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="MalformedBatchException">Not a segment of this version, damaged, or beyond a limit.</exception>
    public static TelemetrySegment Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength + CrcLength || bytes[0] != Version)
        {
            throw new MalformedBatchException("The bytes are no telemetry segment of version 1.");
        }

        var content = bytes[..^CrcLength];
        if (Crc32C.Of(content) != BinaryPrimitives.ReadUInt32BigEndian(bytes[^CrcLength..]))
        {
            throw new MalformedBatchException("The telemetry segment is damaged: its checksum does not match.");
        }

        var count = BinaryPrimitives.ReadInt32BigEndian(content[33..]);
        if (count is < 1 or > TelemetrySegment.MaxSamples)
        {
            throw new MalformedBatchException($"A segment holds 1 to {TelemetrySegment.MaxSamples} samples, not {count}.");
        }

        // A sample takes a byte or more, so nothing is made room for that the bytes cannot hold.
        if (count > content.Length - HeaderLength)
        {
            throw new MalformedBatchException("The telemetry segment is cut short.");
        }

        var samples = new List<TelemetrySample>(count);
        var reader = new VariableLengthReader(content[HeaderLength..]);
        try
        {
            while (samples.Count < count)
            {
                ReadRun(ref reader, samples, count - samples.Count);
            }

            reader.ExpectEnd();
            return new TelemetrySegment(
                new Guid(content[1..17], bigEndian: true),
                Microseconds.ToTime(BinaryPrimitives.ReadInt64BigEndian(content[17..])),
                Microseconds.ToSpan(BinaryPrimitives.ReadInt64BigEndian(content[25..])), samples);
        }
        catch (Exception impossible) when (impossible is ArgumentOutOfRangeException or OverflowException)
        {
            throw new MalformedBatchException("The telemetry segment holds a number out of range.", impossible);
        }
    }

    static void WriteRun(ArrayBufferWriter<byte> buffer, List<TelemetrySample> run)
    {
        VariableLength.Write(buffer, run[0].Tag);
        VariableLength.Write(buffer, run.Count);
        var previous = 0L;
        foreach (var sample in run)
        {
            var time = Microseconds.Of(sample.Time);
            VariableLength.WriteSigned(buffer, time - previous);
            previous = time;
        }

        for (var start = 0; start < run.Count;)
        {
            var length = run.Skip(start).TakeWhile(sample => sample.Status == run[start].Status).Count();
            VariableLength.Write(buffer, run[start].Status);
            VariableLength.Write(buffer, length);
            start += length;
        }

        var bitmap = buffer.GetSpan((run.Count + 7) / 8)[..((run.Count + 7) / 8)];
        bitmap.Clear();
        for (var i = 0; i < run.Count; i++)
        {
            bitmap[i / 8] |= (byte)(run[i].Value is null ? 0 : 1 << (i % 8));
        }

        buffer.Advance(bitmap.Length);
        foreach (var sample in run)
        {
            if (sample.Value is { } value)
            {
                BinaryPrimitives.WriteDoubleBigEndian(buffer.GetSpan(8), value);
                buffer.Advance(8);
            }
        }
    }

    static void ReadRun(ref VariableLengthReader reader, List<TelemetrySample> samples, int most)
    {
        var tag = reader.Read();
        var count = reader.ReadCount(most);
        var times = new long[count];
        var time = 0L;
        for (var i = 0; i < count; i++)
        {
            time += reader.ReadSigned();
            times[i] = time;
        }

        var statuses = new uint[count];
        for (var i = 0; i < count;)
        {
            var status = (uint)reader.Read();
            var length = reader.ReadCount(count - i);
            statuses.AsSpan(i, length).Fill(status);
            i += length;
        }

        var bitmap = reader.ReadBytes((count + 7) / 8);
        for (var i = 0; i < count; i++)
        {
            double? value = (bitmap[i / 8] & (1 << (i % 8))) == 0
                ? null
                : BinaryPrimitives.ReadDoubleBigEndian(reader.ReadBytes(8));
            samples.Add(new TelemetrySample(tag, Microseconds.ToTime(times[i]), value, statuses[i]));
        }
    }
}
