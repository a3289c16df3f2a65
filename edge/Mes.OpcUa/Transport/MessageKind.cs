namespace Mes.OpcUa.Transport;

/// <summary>The three letters that begin every chunk.</summary>
enum MessageKind
{
    Hello,
    Acknowledge,
    Error,
    OpenChannel,
    CloseChannel,
    Message,
}

/// <summary>Whether more chunks of the message follow.</summary>
enum ChunkKind : byte
{
    Final = (byte)'F',
    Intermediate = (byte)'C',
    Abort = (byte)'A',
}
