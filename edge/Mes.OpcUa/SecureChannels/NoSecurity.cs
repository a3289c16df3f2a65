using Mes.OpcUa.Messages;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.SecureChannels;

/// <summary>Policy None: nothing is signed, nothing is hidden. For machine networks that are closed by other means.</summary>
sealed class NoSecurity : ISecurityPolicy, IChunkSeal
{
    public static NoSecurity Instance { get; } = new();

    public string Uri => "http://opcfoundation.org/UA/SecurityPolicy#None";

    public MessageSecurityMode Mode => MessageSecurityMode.None;

    public ByteString SenderCertificate => default;

    public ByteString ReceiverThumbprint => default;

    public IChunkSeal OpeningSeal => this;

    public int OverheadBytesMax => 0;

    public ByteString NewNonce() => default;

    public IChunkSeal SealOf(ByteString clientNonce, ByteString serverNonce) => this;

    public int SealedLength(int plainBytes) => plainBytes;

    public void Seal(Span<byte> chunk, int clearBytes, int plainBytes)
    {
    }

    public int Open(Span<byte> chunk, int clearBytes) => chunk.Length - clearBytes;
}
