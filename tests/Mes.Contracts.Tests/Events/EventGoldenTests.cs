using System.Text;
using Mes.Contracts.Events;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Contracts.Tests.Events;

/// <summary>The bytes of a kind and version never change: journals hold them, and hashes are made from them (L3, L26).</summary>
sealed class EventGoldenTests
{
    [TestCaseSource(nameof(Kinds))]
    public void The_bytes_of_a_kind_are_those_kept(string kind)
    {
        var written = EventJson.Write(EventOf(kind));

        Assert.That(Encoding.UTF8.GetString(written), Is.EqualTo(Encoding.UTF8.GetString(Golden(kind))));
    }

    [TestCaseSource(nameof(Kinds))]
    public void The_bytes_kept_are_read_and_written_as_they_were(string kind)
    {
        var golden = Golden(kind);

        var read = EventJson.Read(golden);

        Assert.That(read.Body.GetType().Name, Is.EqualTo(kind));
        Assert.That(read with { Body = EventOf(kind).Body }, Is.EqualTo(EventOf(kind)));
        Assert.That(EventJson.Write(read), Is.EqualTo(golden));
    }

    [Test]
    public void Every_known_kind_is_kept()
    {
        var files = Directory.EnumerateFiles(Folder).Select(Path.GetFileName);

        Assert.That(files, Is.EquivalentTo(EventJson.KnownKinds.Select(kind => $"{kind}.v1.json")));
    }

    static IEnumerable<string> Kinds => EventJson.KnownKinds.Order(StringComparer.Ordinal);

    static string Folder => Repository.Path("tests", "Mes.Contracts.Tests", "golden");

    static byte[] Golden(string kind) => File.ReadAllBytes(Path.Combine(Folder, $"{kind}.v1.json"));

    static JournalEvent EventOf(string kind) => SomeEvents.Of(SomeEvents.Bodies.Single(body => body.GetType().Name == kind));
}
