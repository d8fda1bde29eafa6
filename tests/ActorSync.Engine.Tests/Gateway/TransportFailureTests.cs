using System.Net.Sockets;
using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class TransportFailureTests : GatewayTest
{
    private const string OfTheStack = "What the stack says. (ResponseEnded)";

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "the host name is not known here")]
    [InlineData(HttpRequestError.ConnectionError, "no connection came about")]
    [InlineData(HttpRequestError.ResponseEnded, "the connection ended before the answer was whole")]
    [InlineData(HttpRequestError.InvalidResponse, "the answer was not HTTP")]
    [InlineData(HttpRequestError.HttpProtocolError, "the exchange was broken off (HTTP/2)")]
    [InlineData(HttpRequestError.Unknown, "the connection ended before the answer was whole")]
    public void A_failure_of_the_stack_is_told_in_words_of_our_own(HttpRequestError error, string words)
    {
        var failure = new HttpRequestException(error, OfTheStack);

        Assert.Equal(words, TransportFailure.Describe(failure));
        Assert.Equal(OfTheStack, TransportFailure.ForLog(failure));
    }

    [Theory]
    [InlineData(SocketError.ConnectionReset, "the connection was reset before the answer was whole")]
    [InlineData(SocketError.TimedOut, "the connection was lost before the answer was whole")]
    public void What_the_system_says_of_the_connection_decides_the_words(SocketError error, string words)
    {
        var cause = new IOException("Unable to read data.", new SocketException((int)error));

        Assert.Equal(words, TransportFailure.Describe(cause));
        Assert.Equal(words, TransportFailure.Describe(new HttpRequestException("An error occurred while sending the request.", cause)));
    }

    [Fact]
    public void A_connection_that_is_refused_is_told_as_that() => Assert.Equal(
        "the connection was refused",
        TransportFailure.Describe(new HttpRequestException(HttpRequestError.ConnectionError, OfTheStack, new SocketException((int)SocketError.ConnectionRefused))));

    [Fact]
    public void What_is_wrong_with_a_certificate_is_told_as_the_system_tells_it() => Assert.Equal(
        "no secure connection came about (The certificate is of yesterday)",
        TransportFailure.Describe(new HttpRequestException(HttpRequestError.SecureConnectionError, OfTheStack, new IOException("The certificate is of yesterday."))));

    [Fact]
    public async Task A_write_whose_answer_breaks_off_is_in_doubt_for_a_reason_that_a_person_understands()
    {
        Target.Otherwise = ScriptedTarget.Reset;
        var client = StartClient();

        var doubt = Assert.IsType<TargetOutcome.InDoubt>(await client.SendAsync(Write, Cancel));

        Assert.EndsWith("before the answer was whole", doubt.Reason, StringComparison.Ordinal);
    }
}
