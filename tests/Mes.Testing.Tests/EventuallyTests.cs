using NUnit.Framework;

namespace Mes.Testing.Tests;

public sealed class EventuallyTests
{
    [Test]
    public async Task It_asks_again_until_the_condition_holds()
    {
        var asked = 0;

        await Eventually.Async(() => ++asked == 3, TimeSpan.FromSeconds(10), "asked three times");

        Assert.That(asked, Is.EqualTo(3));
    }

    [Test]
    public void It_fails_after_the_deadline_with_the_reason() =>
        Assert.That(
            async () => await Eventually.Async(() => false, TimeSpan.FromMilliseconds(100), "the counts are equal"),
            Throws.InstanceOf<AssertionException>().With.Message.EqualTo("Not within 0.1 s: the counts are equal"));
}
