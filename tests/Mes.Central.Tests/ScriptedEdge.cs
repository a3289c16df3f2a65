using System.Net.Http.Json;
using System.Security.Cryptography;
using Mes.Contracts.Chain;
using Mes.Contracts.Events;
using Mes.Contracts.Live;
using Mes.Contracts.Replication;
using Mes.Contracts.Telemetry;

namespace Mes.Central.Tests;

/// <summary>An edge that writes and sends what the test says, in the pieces that the test says.</summary>
sealed class ScriptedEdge
{
    static readonly Guid Boot = Guid.NewGuid();

    readonly TestCentral _central;
    readonly byte[] _publicKey;
    readonly List<byte[]> _events = [];
    readonly List<byte[]> _hashes = [];

    ScriptedEdge(TestCentral central, Guid incarnation)
    {
        _central = central;
        Incarnation = incarnation;
        _publicKey = central.Key.ExportSubjectPublicKeyInfo();
        _hashes.Add(ChainHash.Genesis(1, Incarnation, Lane.Event, _publicKey));
    }

    public Guid Incarnation { get; }

    public Welcome Welcome { get; private set; } = null!;

    public long Tip => _events.Count;

    /// <summary>What the edge vouches for with the next batch.</summary>
    public DateTimeOffset CompleteThrough { get; set; } = DateTimeOffset.UnixEpoch;

    public static async Task<ScriptedEdge> OpenAsync(TestCentral central)
    {
        var edge = new ScriptedEdge(central, Guid.NewGuid());
        edge.Welcome = await edge.HelloAsync();
        return edge;
    }

    public async Task<Welcome> HelloAsync()
    {
        var hello = new Hello(1, Incarnation, null, Convert.ToHexStringLower(SHA256.HashData(_publicKey)), "scripted 1");
        using var answer = await _central.Http.PostAsJsonAsync("/edge/v1/hello", hello, ExchangeJson.Default.Hello);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(ExchangeJson.Default.Welcome))!;
    }

    /// <summary>Writes an event into the journal, dated by the source.</summary>
    public Guid Write(EventBody body, DateTimeOffset source) =>
        Write(body, new EventTimes(source, source, TimeSpan.Zero, Boot));

    public Guid Write(EventBody body, EventTimes times)
    {
        var journaled = new JournalEvent(Guid.CreateVersion7(), times, null, "filler-hmi", null, body);
        WriteBytes(EventJson.Write(journaled));
        return journaled.Id;
    }

    public void WriteBytes(byte[] bytes)
    {
        _events.Add(bytes);
        _hashes.Add(ChainHash.Next(_hashes[^1], _events.Count, bytes));
    }

    public Batch BatchOf(long first, long last) => new(
        new BatchHeader(
            Welcome.Central, 1, Incarnation, Lane.Event, first, last, _hashes[(int)first - 1], _hashes[(int)last], CompleteThrough,
            SHA256.HashData(_publicKey)),
        [.. Enumerable.Range((int)first - 1, (int)(last - first + 1)).Select(index => (ReadOnlyMemory<byte>)_events[index])]);

    /// <summary>Sends events First to Last and returns what central says it holds.</summary>
    public async Task<EventsHeld> SendAsync(long first, long last)
    {
        using var answer = await PostAsync(BatchOf(first, last).Write());
        return await HeldAsync(answer);
    }

    /// <summary>Sends everything that was written since central last answered.</summary>
    public async Task<EventsHeld> SendAllAsync()
    {
        var held = (await HelloAsync()).Events.Seq;
        return await SendAsync(held + 1, Tip);
    }

    /// <summary>The same journal up to an event, and other events from there on.</summary>
    public ScriptedEdge Rewritten(int from, EventBody body, DateTimeOffset source)
    {
        var other = new ScriptedEdge(_central, Incarnation) { Welcome = Welcome };
        foreach (var bytes in _events.Take(from - 1))
        {
            other.WriteBytes(bytes);
        }

        other.Write(body, source);
        other.Write(body, source.AddSeconds(1));
        return other;
    }

    /// <summary>The same edge with a journal that central never heard of.</summary>
    public ScriptedEdge OfOtherJournal() => new(_central, Guid.NewGuid()) { Welcome = Welcome };

    public static async Task<EventsHeld> HeldAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync(ExchangeJson.Default.EventsHeld))!;

    public Task<HttpResponseMessage> PostAsync(byte[] body) =>
        _central.Http.PostAsync("/edge/v1/batches", new ByteArrayContent(body));

    public Task<HttpResponseMessage> PostLiveAsync(LiveView view) =>
        _central.Http.PostAsJsonAsync("/edge/v1/live", view, ExchangeJson.Default.LiveView);

    /// <summary>Sends one segment a number, each with these samples.</summary>
    public async Task<SegmentsHeld> SendSegmentsAsync(long[] seqs, params TelemetrySample[] samples)
    {
        using var answer = await PostAsync(SegmentsOf(seqs, samples).Write());
        return (await answer.Content.ReadFromJsonAsync(ExchangeJson.Default.SegmentsHeld))!;
    }

    public Batch SegmentsOf(long[] seqs, params TelemetrySample[] samples)
    {
        var bytes = SegmentCodec.Encode(new TelemetrySegment(Boot, samples[0].Time, TimeSpan.Zero, samples));
        var none = new byte[ChainHash.Length];
        return new Batch(
            new BatchHeader(
                Welcome.Central, 1, Incarnation, Lane.Telemetry, seqs[0], seqs[^1], none, none, CompleteThrough,
                SHA256.HashData(_publicKey)),
            [.. seqs.Select(seq => (ReadOnlyMemory<byte>)new SegmentItem(seq, SHA256.HashData(bytes), bytes).Write())]);
    }
}
