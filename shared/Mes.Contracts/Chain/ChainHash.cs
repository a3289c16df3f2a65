using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Mes.Contracts.Chain;

/// <summary>
/// The hash chain that binds each event to its address and to every event before it (L21). Multi-byte numbers are big-endian:
/// <code>
/// hash(0) = SHA-256("mes1" ‖ producer:4 ‖ incarnation:16 ‖ lane:1 ‖ length:2 ‖ public key as SPKI DER)
/// hash(n) = SHA-256(hash(n-1) ‖ seq:8 ‖ event bytes)
/// </code>
/// </summary>
public static class ChainHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>Where the chain of one lane of one incarnation starts, under the producer's key.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo, DER; 1 to 65,535 bytes.</param>
    public static byte[] Genesis(uint producer, Guid incarnation, Lane lane, ReadOnlySpan<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfZero(publicKey.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(publicKey.Length, ushort.MaxValue);

        var bytes = new byte[4 + 4 + 16 + 1 + 2 + publicKey.Length];
        "mes1"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), producer);
        incarnation.TryWriteBytes(bytes.AsSpan(8), bigEndian: true, out _);
        bytes[24] = (byte)lane;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(25), (ushort)publicKey.Length);
        publicKey.CopyTo(bytes.AsSpan(27));
        return SHA256.HashData(bytes);
    }

    /// <summary>The hash at <paramref name="seq"/>, given the one before it.</summary>
    public static byte[] Next(ReadOnlySpan<byte> previous, long seq, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(previous.Length, Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(seq, 1);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, seq);
        hash.AppendData(previous);
        hash.AppendData(number);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }
}
