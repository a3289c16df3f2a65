namespace Mes.OpcUa.Codec;

/// <summary>
/// What a peer may make us hold. Every length is compared with these, and with the bytes really present, before anything is
/// allocated.
/// </summary>
public sealed record DecodingLimits
{
    public static DecodingLimits Default { get; } = new();

    /// <summary>Elements of one array.</summary>
    public int ArrayLengthMax { get; init; } = 65_536;

    /// <summary>Bytes of one String, ByteString or XmlElement.</summary>
    public int StringBytesMax { get; init; } = 1_048_576;

    /// <summary>Nesting of what may hold itself, as a Variant may. The standard asks for at least 100.</summary>
    public int DepthMax { get; init; } = 100;

    /// <summary>Bytes of one message after its chunks are joined; told to the server in Hello.</summary>
    public int MessageBytesMax { get; init; } = 16 * 1_048_576;

    /// <summary>Chunks of one message; told to the server in Hello.</summary>
    public int ChunkCountMax { get; init; } = 1_024;

    /// <summary>Bytes of one chunk, header included; the standard's minimum is 8,192.</summary>
    public int ChunkBytesMax { get; init; } = 65_536;
}
