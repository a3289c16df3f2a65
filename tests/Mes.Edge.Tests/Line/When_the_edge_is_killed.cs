using Dapper;
using Mes.Contracts.Events;
using Mes.Edge.Configuration;
using Mes.Edge.Journal;
using Mes.Testing;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace Mes.Edge.Tests.Line;

/// <summary>The built program against the independent OPC UA server; no central anywhere.</summary>
[TestFixture]
public sealed class When_the_edge_is_killed
{
    const int Parts = 300;
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task No_part_is_lost_or_counted_twice()
    {
        await using var plc = await Simulator.StartAsync(new SimulatorOptions { Rate = 20 });
        await plc.PauseAsync();
        using var folder = new TemporaryFolder();
        var configuration = Some.Configuration(folder);
        await File.WriteAllTextAsync(
            folder.File("edge.json"), Some.Json(configuration.Central, plc.Endpoint));

        await using (var edge = await StartAsync(folder, configuration))
        {
            var before = (await plc.StateAsync()).Parts;
            Assert.That(before, Is.LessThan(Parts), "the edge must see the counter before the parts are made");
            await plc.MakeAsync(Parts);
            await Eventually.Async(
                async () => (await plc.StateAsync()).Remaining < Parts / 2, Deadline, "half of the parts are made");
            await edge.KillAsync();
        }

        await plc.MadeAsync(Deadline);
        await using (var edge = await StartAsync(folder, configuration))
        {
            edge.Terminate();
            Assert.That(await edge.ExitAsync(Deadline), Is.Zero);
        }

        var made = await plc.StateAsync();
        var counted = Journaled(configuration).OfType<PartsCounted>().ToArray();
        Assert.That(counted[^1].ReadingAfter, Is.EqualTo(made.Parts));
        Assert.That(counted.Sum(each => each.Quantity), Is.EqualTo(made.Parts - counted[0].ReadingBefore));
        Assert.That(
            counted.Zip(counted.Skip(1)).All(pair => pair.First.ReadingAfter == pair.Second.ReadingBefore), "each reading once");
        Assert.That(counted.Count(each => each.Estimated), Is.LessThanOrEqualTo(1), "what was made while nobody watched");
    }

    // Ready means that the present values are durable: the state is said anew after each start.
    static async Task<RunningProcess> StartAsync(TemporaryFolder folder, EdgeConfiguration configuration)
    {
        var saidBefore = StatesIn(configuration);
        var program = Path.Combine(TestContext.CurrentContext.TestDirectory, "mes-edge.dll");
        var edge = RunningProcess.Start("dotnet", [program, "--config", folder.File("edge.json")], workingFolder: folder.Path);
        await edge.WaitForLineAsync(line => line.StartsWith("edge ready", StringComparison.Ordinal), Deadline);
        await Eventually.Async(() => StatesIn(configuration) > saidBefore, Deadline, "the edge has seen the machine");
        return edge;
    }

    static long StatesIn(EdgeConfiguration configuration)
    {
        var file = Path.Combine(configuration.DataFolder, "journal.db");
        if (!File.Exists(file))
        {
            return 0;
        }

        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        return connection.ExecuteScalar<long>("select count(*) from event where kind = 'MachineStateChanged'");
    }

    static IEnumerable<EventBody> Journaled(EdgeConfiguration configuration)
    {
        using var store = JournalStore.Open(configuration.DataFolder, configuration.Producer, configuration.Key);
        using var reader = store.OpenReader();
        return reader.ReadEvents(1, store.Incarnation.Genesis, int.MaxValue, int.MaxValue)
            .Select(row => EventJson.Read(row.Bytes).Body)
            .ToArray();
    }
}
