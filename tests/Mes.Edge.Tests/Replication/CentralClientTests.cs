using System.Net;
using System.Text;
using Mes.Edge.Replication;
using NUnit.Framework;

namespace Mes.Edge.Tests.Replication;

[TestFixture]
public sealed class CentralClientTests
{
    [TestCase(HttpStatusCode.OK, "text/html; charset=utf-8")]
    [TestCase(HttpStatusCode.OK, "application/json; charset=no-such-one")]
    [TestCase(HttpStatusCode.BadGateway, "application/problem+json; charset=no-such-one")]
    public void Whatever_else_answers_at_centrals_address_is_asked_again(HttpStatusCode status, string contentType)
    {
        using var http = Answering(status, contentType);

        Assert.That(() => new CentralClient(http).TimeAsync(CancellationToken.None), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public void A_refusal_in_unreadable_words_is_still_a_refusal()
    {
        using var http = Answering(HttpStatusCode.Forbidden, "application/problem+json; charset=no-such-one");

        Assert.That(
            () => new CentralClient(http).TimeAsync(CancellationToken.None),
            Throws.InstanceOf<CentralRefusedException>().With.Message.Contain("403"));
    }

    static HttpClient Answering(HttpStatusCode status, string contentType) => new(new Answer(() =>
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("<html>"));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return new HttpResponseMessage(status) { Content = content, ReasonPhrase = $"{status}" };
    }))
    {
        BaseAddress = new Uri("http://central.example"),
    };

    sealed class Answer(Func<HttpResponseMessage> make) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(make());
    }
}
