using System.Buffers.Binary;
using Mes.Contracts.Chain;

namespace Mes.Contracts.Replication;

/// <summary>A header and its items as they cross the wire: each item is its length (4 bytes, big-endian) and its bytes.</summary>
/// <param name="Header">What the batch says of itself.</param>
/// <param name="Items">Events, or telemetry segments with their numbers (see <see cref="SegmentItem"/>).</param>
public sealed record Batch(BatchHeader Header, IReadOnlyList<ReadOnlyMemory<byte>> Items)
{
    /// <summary>The largest batch on the wire, in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The most items in one batch.</summary>
    public const int MaxItems = 10_000;

    /// <summary>The batch as one request body.</summary>
    public byte[] Write()
    {
        var length = BatchHeader.Length + Items.Sum(item => 4 + item.Length);
        var bytes = new byte[length];
        Header.Write(bytes);
        var rest = bytes.AsSpan(BatchHeader.Length);
        foreach (var item in Items)
        {
            BinaryPrimitives.WriteInt32BigEndian(rest, item.Length);
            item.Span.CopyTo(rest[4..]);
            rest = rest[(4 + item.Length)..];
        }

        return bytes;
    }

    /// <summary>Takes a request body apart without copying the items.</summary>
    /// <exception cref="MalformedBatchException">It is no batch, is cut short, or exceeds a limit.</exception>
    public static Batch Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBytes)
        {
            throw new MalformedBatchException($"A batch has at most {MaxBytes} bytes; this one has {body.Length}.");
        }

        var header = BatchHeader.Read(body.Span);
        var items = new List<ReadOnlyMemory<byte>>();
        var rest = body[BatchHeader.Length..];
        while (!rest.IsEmpty)
        {
            var length = rest.Length < 4 ? -1 : BinaryPrimitives.ReadInt32BigEndian(rest.Span);
            if (length < 1 || length > rest.Length - 4 || items.Count == MaxItems)
            {
                throw new MalformedBatchException($"Item {items.Count + 1} is cut short, empty, or one too many.");
            }

            items.Add(rest.Slice(4, length));
            rest = rest[(4 + length)..];
        }

        if (items.Count == 0)
        {
            throw new MalformedBatchException("A batch holds at least one item.");
        }

        return header.Lane == Lane.Event && header.Last - header.First != items.Count - 1
            ? throw new MalformedBatchException(
                $"Events {header.First} to {header.Last} are announced, but the batch holds {items.Count}.")
            : new Batch(header, items);
    }
}
