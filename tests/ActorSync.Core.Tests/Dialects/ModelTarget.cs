using System.Text;
using System.Text.Json.Nodes;
using ActorSync.Core.Dialects;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>A tiny target with one user: it applies what a request says, and no more, and answers as the contract says.</summary>
internal abstract class ModelTarget
{
    public static readonly Instant Now = Instant.FromUtc(2030, 3, 1, 12, 0);
    public static readonly UserId User = new("u/1");

    /// <summary>How many writes were applied.</summary>
    public int Applied { get; protected set; }

    /// <summary>Everything that the target holds, as one comparable text.</summary>
    public abstract string State { get; }

    /// <summary>Answers a request: a status and a body.</summary>
    public abstract (int Status, string Body) Answer(TargetRequest request);

    /// <summary>What a user is before anything was read.</summary>
    public static ObservedUser Unread { get; } = new(User, "0042", null, UserState.Active, null, null, null, null, null, Instant.MinValue);

    /// <summary>Reads the user as the engine does.</summary>
    public ObservedUser Read(ITargetDialect dialect)
    {
        var user = Unread;
        foreach (var request in dialect.ReadUser(user, everything: true))
        {
            user = dialect.Fold(user, request, Utf8(Answer(request).Body), Now);
        }

        return user;
    }

    protected static JsonNode BodyOf(TargetRequest request) => JsonNode.Parse(request.Body.Span)!;

    public static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
