namespace Mes.OpcUa.Types;

/// <summary>Bytes compared by content; <c>default</c> is the null ByteString, which is not the empty one.</summary>
public readonly struct ByteString(byte[]? bytes) : IEquatable<ByteString>
{
    readonly byte[]? _bytes = bytes;

    public bool IsNull => _bytes is null;

    public ReadOnlySpan<byte> Span => _bytes;

    public ReadOnlyMemory<byte> Memory => _bytes;

    public static bool operator ==(ByteString left, ByteString right) => left.Equals(right);

    public static bool operator !=(ByteString left, ByteString right) => !left.Equals(right);

    public bool Equals(ByteString other) => IsNull == other.IsNull && Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is ByteString other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>Base64, as in the text of opaque node ids.</summary>
    public override string ToString() => Convert.ToBase64String(Span);
}
