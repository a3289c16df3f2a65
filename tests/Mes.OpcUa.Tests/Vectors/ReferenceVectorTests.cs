using Mes.OpcUa.Types;
using NUnit.Framework;

namespace Mes.OpcUa.Tests.Vectors;

sealed class ReferenceVectorTests
{
    // Raise it when a case is added. What is left out are services that this client does not have: write, cancel,
    // server discovery, reverse hello, other log-ins than Anonymous.
    const int GopcuaCasesCovered = 97;
    const int GopcuaCasesKnown = 128;
    const int ValuesKnown = 51;

    [Test]
    public void Every_published_value_is_read_and_written_byte_for_byte()
    {
        var vectors = ReferenceVector.Values();

        Assert.Multiple(() =>
        {
            Assert.That(vectors, Has.Count.EqualTo(ValuesKnown));
            foreach (var vector in vectors)
            {
                CheckValue(vector);
            }
        });
    }

    [Test]
    public void Every_covered_case_of_gopcua_means_the_same_to_us()
    {
        var vectors = ReferenceVector.Gopcua();
        var cases = GopcuaCases.All();
        var covered = vectors.Where(vector => cases.ContainsKey(vector.Id)).ToArray();

        Assert.Multiple(() =>
        {
            Assert.That(vectors, Has.Count.EqualTo(GopcuaCasesKnown));
            Assert.That(covered, Has.Length.EqualTo(GopcuaCasesCovered));
            Assert.That(cases.Keys.Except(vectors.Select(vector => vector.Id)), Is.Empty, "cases that the files do not have");
            foreach (var vector in covered)
            {
                cases[vector.Id](vector);
            }
        });
    }

    static void CheckValue(ReferenceVector vector)
    {
        if (vector.Type == "DataValue")
        {
            var expected = JsonValue.OfDataValue(vector.Meaning);
            Assert.That(Bytes.Read(vector.Bytes, DataValue.Decode), Is.EqualTo(expected), vector.Id);
            Assert.That(Bytes.Of(expected.Encode), Is.EqualTo(vector.Bytes), vector.Id);
            return;
        }

        // A bare value is a Variant without the byte that tells its type.
        var isVariant = vector.Type == "Variant";
        var bytes = isVariant ? vector.Bytes : vector.Bytes.Prepend((byte)Enum.Parse<BuiltInType>(vector.Type)).ToArray();
        var value = isVariant ? JsonValue.OfVariant(vector.Meaning) : JsonValue.Scalar(vector.Type, vector.Meaning);
        var isNoTime = vector.Id.EndsWith("1601-01-01", StringComparison.Ordinal);
        Assert.That(
            Bytes.Read(bytes, Variant.Decode), Is.EqualTo(isNoTime ? Variant.From(DateTimeOffset.MinValue) : value), vector.Id);
        Assert.That(Bytes.Of(value.Encode), Is.EqualTo(bytes), vector.Id);
    }
}
