using System.Globalization;
using System.Text;
using Mes.Central.Plant;
using Mes.Contracts.Events;

namespace Mes.Central.Machines.Telemetry;

/// <summary>
/// Every sample of a metric as lines of text. It is read hour by hour, each in a statement of its own: an export that takes
/// minutes holds up no compaction, and an hour's samples are still seen once each.
/// </summary>
sealed class TelemetryCsv(TelemetryQueries telemetry, IReadOnlyList<TagRow> tags)
{
    static readonly TimeSpan AtOnce = TimeSpan.FromHours(1);

    public async Task WriteAsync(Stream body, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync("time,value,status".AsMemory(), cancellation);
        for (var start = from; start < to; start += AtOnce)
        {
            var end = start + AtOnce < to ? start + AtOnce : to;
            foreach (var (timeUs, value, status) in await SamplesAsync(start, end, cancellation))
            {
                await text.WriteLineAsync(LineOf(timeUs, value, status).AsMemory(), cancellation);
            }
        }
    }

    async Task<List<(long TimeUs, double? Value, uint Status)>> SamplesAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var (fromUs, toUs) = (Microseconds.Of(from), Microseconds.Of(to));
        var samples = new List<(long TimeUs, double? Value, uint Status)>();
        foreach (var tag in tags)
        {
            await foreach (var block in telemetry.BlocksAsync(tag, from, to, cancellation))
            {
                var time = block.StartUs;
                for (var i = 0; i < block.Steps.Length; i++)
                {
                    time += block.Steps[i];
                    if (time >= fromUs && time < toUs)
                    {
                        samples.Add((time, block.Values[i], block.Status is null ? 0 : unchecked((uint)block.Status[i])));
                    }
                }
            }
        }

        // OrderBy is stable: samples of one instant keep their order.
        return [.. samples.OrderBy(sample => sample.TimeUs)];
    }

    static string LineOf(long timeUs, double? value, uint status) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Microseconds.ToTime(timeUs).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'},{value:R},0x{status:X8}");
}
