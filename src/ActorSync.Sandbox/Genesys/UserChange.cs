using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Genesys;

/// <summary>What a PATCH of a user's profile wants; null leaves a field as it is.</summary>
internal sealed record UserChange(int Version)
{
    /// <summary>More names than any profile shows.</summary>
    private const int MaxCertifications = 1_000;

    public UserState? State { get; private init; }

    public string? Name { get; private init; }

    public string? Email { get; private init; }

    public string? ManagerId { get; private init; }

    public IReadOnlyList<string>? Certifications { get; private init; }

    /// <summary>Reads the body of the PATCH.</summary>
    public static Problem? Read(Call call, out UserChange change)
    {
        var fields = new Fields(call.Body, "version", "state", "name", "email", "manager", "certifications");
        var stateName = fields.OptionalText("state");
        change = new UserChange(fields.Number("version", 1, int.MaxValue))
        {
            State = StateNames.Parse(stateName),
            Name = fields.Has("name") ? fields.Text("name") : null,
            Email = fields.Has("email") ? fields.Text("email") : null,
            ManagerId = fields.OptionalText("manager"),
            Certifications = fields.Has("certifications") ? fields.Texts("certifications", MaxCertifications) : null,
        };
        if (stateName is not null && change.State is null)
        {
            fields.Refuse(Problem.Constraint($"state is active, inactive or deleted, not '{stateName}'.", "state"));
        }

        if (stateName is not null && change with { State = null } != new UserChange(change.Version))
        {
            fields.Refuse(Problem.BadRequest("The state of a user must be patched alone.") with { Field = "state" });
        }

        if (change.ManagerId is not null && call.World.Users.Find(change.ManagerId) is null)
        {
            fields.Refuse(Problem.Constraint($"'{change.ManagerId}' is no user.", "manager", change.ManagerId));
        }

        return fields.Problem;
    }

    /// <summary>Returns the user with the change done and the version moved; a restored one is in the home division.</summary>
    public User Apply(User user) => user with
    {
        Version = user.Version + 1,
        Division = user.State == UserState.Deleted ? Divisions.Home : user.Division,
        State = State ?? user.State,
        Name = Name ?? user.Name,
        Email = Email ?? user.Email,
        ManagerId = ManagerId ?? user.ManagerId,
        Certifications = Certifications is null ? user.Certifications : [.. Certifications.Select(name => new HeldCertification(name))],
    };
}
