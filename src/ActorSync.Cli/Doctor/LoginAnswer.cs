using ActorSync.Core.Gateway;

namespace ActorSync.Cli.Doctor;

/// <summary>What came of asking for a token.</summary>
/// <param name="Answer">The answer of the token endpoint.</param>
/// <param name="Said">What it says. Nothing prints the token in it.</param>
/// <param name="Problem">What is wrong with an answer of success, or null.</param>
internal sealed record LoginAnswer(TargetAnswer Answer, TokenAnswer Said, string? Problem)
{
    /// <summary>Whether it is an answer of success without a usable token: what gives two of them is no token endpoint.</summary>
    public bool IsWithoutToken => Problem is not null && Said.AccessToken is null;

    /// <summary>The token, or null where none was given that can be used.</summary>
    public string? Token => IsSuccess && Problem is null ? Said.AccessToken : null;

    /// <summary>Whether the endpoint throttles.</summary>
    public bool IsThrottle => Answer.Status is { } status && Said.IsThrottle(status);

    private bool IsSuccess => Answer is { Failure: null, Status: >= 200 and < 300 };

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="url">What was asked.</param>
    /// <param name="took">How long ago.</param>
    public static LoginAnswer Of(TargetAnswer answer, Uri url, TimeSpan took)
    {
        var read = new LoginAnswer(answer, TokenAnswer.Read(answer.Body), Problem: null);
        return read.IsSuccess ? read with { Problem = read.Said.Problem(url, answer.Status!.Value, took) } : read;
    }
}
