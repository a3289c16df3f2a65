using System.Buffers;
using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Tests;

delegate T Decode<out T>(ref UaReader reader);

/// <summary>To bytes and back, without a connection.</summary>
static class Bytes
{
    public static byte[] Of(Action<UaWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new UaWriter(output));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Decodes and insists that nothing is left over.</summary>
    public static T Read<T>(byte[] bytes, Decode<T> decode, DecodingLimits? limits = null)
    {
        var reader = new UaReader(bytes, limits ?? DecodingLimits.Default);
        var value = decode(ref reader);
        return reader.Remaining == 0
            ? value
            : throw new InvalidOperationException($"{reader.Remaining} bytes are left over.");
    }
}
