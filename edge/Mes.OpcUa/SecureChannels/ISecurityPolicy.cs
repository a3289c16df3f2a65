using Mes.OpcUa.Messages;
using Mes.OpcUa.Types;

namespace Mes.OpcUa.SecureChannels;

/// <summary>
/// The place where security policies take hold. A policy seals the opening of a channel with certificates, and then, from the
/// nonces of both sides, every message of a token. Basic256Sha256 and its successors are further implementations; nothing
/// outside them knows of keys, padding or signatures.
/// </summary>
interface ISecurityPolicy
{
    string Uri { get; }

    MessageSecurityMode Mode { get; }

    /// <summary>Our certificate (DER), sent when a channel is opened; null where nothing is signed.</summary>
    ByteString SenderCertificate { get; }

    /// <summary>SHA-1 of the server's certificate, which tells it the key in use; null without encryption.</summary>
    ByteString ReceiverThumbprint { get; }

    /// <summary>For the chunks that open or renew a channel.</summary>
    IChunkSeal OpeningSeal { get; }

    ByteString NewNonce();

    /// <summary>For all other chunks, with keys that follow from the two nonces of a token.</summary>
    IChunkSeal SealOf(ByteString clientNonce, ByteString serverNonce);
}

/// <summary>
/// Signs and encrypts chunks in place. A chunk is a clear part (headers), then the part that is sealed: sequence header, body,
/// and whatever the seal adds after it.
/// </summary>
interface IChunkSeal
{
    /// <summary>The most that <see cref="SealedLength"/> adds.</summary>
    int OverheadBytesMax { get; }

    /// <summary>Length of the sealed part. It goes into the header first, as the signature covers it.</summary>
    int SealedLength(int plainBytes);

    /// <param name="chunk">Clear part, plain bytes, and room up to the sealed length.</param>
    void Seal(Span<byte> chunk, int clearBytes, int plainBytes);

    /// <returns>The number of plain bytes after the clear part.</returns>
    /// <exception cref="OpcUaException">The signature is wrong.</exception>
    int Open(Span<byte> chunk, int clearBytes);
}
