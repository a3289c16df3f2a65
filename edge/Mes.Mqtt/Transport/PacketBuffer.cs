using Mes.Mqtt.Codec;
using Mes.Mqtt.Packets;

namespace Mes.Mqtt.Transport;

/// <summary>
/// Finds packets in a stream of bytes that comes in any pieces. Pure but for its buffer, which never grows beyond one packet of
/// the largest size kept; a PUBLISH beyond that is passed over as it comes.
/// </summary>
sealed class PacketBuffer(MqttVersion version, int packetBytesMax)
{
    const int LengthMax = 5;
    const int FirstSize = 16 * 1024;

    // Topic and packet id of a message that is skipped stand in so many bytes, however long the rest.
    const int HeadOfPublishMax = 2 + ushort.MaxValue + 2;

    byte[] _bytes = new byte[FirstSize];
    int _start;
    int _end;
    long _toSkip;

    /// <summary>How many bytes are allocated.</summary>
    public int Size => _bytes.Length;

    /// <summary>Where the next bytes go; say with <see cref="Filled"/> how many there are.</summary>
    public Memory<byte> Free()
    {
        if (_start > 0 && (_start == _end || _end == _bytes.Length))
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(_bytes.Length * 2, LargestNeeded));
        }

        return _bytes.AsMemory(_end);
    }

    public void Filled(int count)
    {
        _end += count;
        Skip();
    }

    /// <summary>The next packet; null where more bytes are needed.</summary>
    /// <exception cref="MqttDecodingException">What came is no packet that we may get.</exception>
    public MqttPacket? Next()
    {
        var bytes = _bytes.AsSpan(_start, _end - _start);
        if (_toSkip > 0 || !FixedHeader.TryRead(bytes, out var header))
        {
            return null;
        }

        if (header.Remaining > packetBytesMax)
        {
            return NextSkipped(header, bytes[header.Length..]);
        }

        var length = header.Length + header.Remaining;
        if (bytes.Length < length)
        {
            return null;
        }

        var packet = PacketDecoder.Decode(header, bytes[header.Length..length], version);
        _start += length;
        return packet;
    }

    int LargestNeeded => LengthMax + Math.Max(packetBytesMax, HeadOfPublishMax);

    SkippedPublishPacket? NextSkipped(FixedHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Type != PacketType.Publish)
        {
            throw new MqttDecodingException(
                $"{header.Type} claims {header.Remaining} bytes; at most {packetBytesMax} are taken.");
        }

        var topicLength = body.Length < 2 ? int.MaxValue : (body[0] << 8) | body[1];
        var head = topicLength == int.MaxValue ? int.MaxValue : 2 + topicLength + (header.Qos > 0 ? 2 : 0);
        if (body.Length < head)
        {
            return head > header.Remaining && topicLength != int.MaxValue
                ? throw new MqttDecodingException("PUBLISH ends within its topic.")
                : null;
        }

        var reader = new PacketReader(body);
        var topic = reader.Text();
        var packetId = header.Qos > 0 ? reader.UInt16() : (ushort)0;
        _start += header.Length;
        _toSkip = header.Remaining;
        Skip();
        return new SkippedPublishPacket(topic, header.Qos, header.Retain, header.Dup, packetId, header.Remaining - head);
    }

    void Skip()
    {
        var now = (int)Math.Min(_toSkip, _end - _start);
        _toSkip -= now;
        _start += now;
    }
}
