using ActorSync.Core.Users;

namespace ActorSync.Core.Dialects;

/// <summary>What an answer other than success means for a user's write; the same on both APIs.</summary>
internal static class UnappliedWrite
{
    /// <summary>The verdict, or null where the status says that the write was applied.</summary>
    public static WriteVerdict? Judge(UserWrite write, int status, ReadOnlyMemory<byte> body)
    {
        if (status is >= 200 and <= 299)
        {
            return null;
        }

        var error = TargetError.Read(body);
        var text = error.Describe(status);
        return status switch
        {
            // A removal of one thing finds it gone already, or the user: only a read can tell.
            404 when write.Request.Verb == RequestVerb.Delete => new WriteVerdict.ReadAgain(text, IsClash: false),
            404 => new WriteVerdict.Gone(text),
            403 when error.IsPermissionMissing => new WriteVerdict.PermissionMissing(text),
            403 => new WriteVerdict.Forbidden(text),
            408 or 409 => new WriteVerdict.ReadAgain(text, IsClash: true),
            400 when error.IsVersionClash => new WriteVerdict.ReadAgain(text, IsClash: true),
            429 or (>= 500 and <= 599) => new WriteVerdict.ReadAgain(text, IsClash: false),
            _ => new WriteVerdict.Refused(text),
        };
    }

    /// <summary>The answer says success and does not show what was written, or cannot be read: a reason like any other, which stands inside a sentence.</summary>
    public static WriteVerdict NotShown(string what) => new WriteVerdict.ReadAgain(what, IsClash: false);

    /// <summary>The answer says success and cannot be read.</summary>
    public static WriteVerdict NotShown(DialectException unread)
    {
        var reason = unread.Message.TrimEnd('.');
        return NotShown(char.ToLowerInvariant(reason[0]) + reason[1..]);
    }
}
