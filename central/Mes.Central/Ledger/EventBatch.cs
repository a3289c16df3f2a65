using System.Text.Json;
using Mes.Contracts.Chain;
using Mes.Contracts.Events;
using Mes.Contracts.Replication;

namespace Mes.Central.Ledger;

/// <summary>An event with its place in its producer's chain.</summary>
sealed record ChainedEvent(long Seq, ReadOnlyMemory<byte> Bytes, byte[] Hash, JournalEvent Event);

/// <summary>A batch of the event lane, decoded, bounded and verified: what may wait for the ledger's lock.</summary>
sealed record EventBatch(BatchHeader Header, IReadOnlyList<ChainedEvent> Events)
{
    const int KindLength = 64;

    /// <exception cref="MalformedBatchException">An item is no event, or the chain does not hold.</exception>
    public static EventBatch Verify(Batch batch, ReadOnlySpan<byte> publicKey)
    {
        var header = batch.Header;
        if (header.Last - header.First + 1 != batch.Items.Count)
        {
            throw new MalformedBatchException(
                $"Sequences {header.First} to {header.Last} do not fit {batch.Items.Count} events.");
        }

        var hash = header.PreviousHash.ToArray();
        if (header.First == 1
            && !ChainHash.Genesis(header.Producer, header.Incarnation, Lane.Event, publicKey).AsSpan().SequenceEqual(hash))
        {
            throw new MalformedBatchException("The chain does not start from this producer, this journal and its enrolled key.");
        }

        var events = new List<ChainedEvent>(batch.Items.Count);
        foreach (var item in batch.Items)
        {
            var seq = header.First + events.Count;
            hash = ChainHash.Next(hash, seq, item.Span);
            events.Add(new ChainedEvent(seq, item, hash, Decode(seq, item.Span)));
        }

        return hash.AsSpan().SequenceEqual(header.LastHash.Span)
            ? new EventBatch(header, events)
            : throw new MalformedBatchException(
                $"The hash chain from {header.First} to {header.Last} does not end in the stated hash.");
    }

    /// <summary>The chain's hash at a sequence from First - 1 to Last.</summary>
    public ReadOnlySpan<byte> HashAt(long seq) =>
        seq == Header.First - 1 ? Header.PreviousHash.Span : Events[(int)(seq - Header.First)].Hash;

    static JournalEvent Decode(long seq, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var decoded = EventJson.Read(bytes);
            return decoded.Body is UnknownBody { Kind: var kind } && !IsName(kind)
                ? throw new MalformedBatchException($"Event {seq}: a kind is a word of at most {KindLength} letters and digits.")
                : decoded;
        }
        catch (JsonException broken)
        {
            throw new MalformedBatchException($"Event {seq} cannot be read: {broken.Message}", broken);
        }
    }

    static bool IsName(string kind) => kind.Length is > 0 and <= KindLength && kind.All(char.IsAsciiLetterOrDigit);
}
