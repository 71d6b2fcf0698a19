namespace TgPlatform.Plugins.Sandbox.Telegram.World;

/// <summary>How the code of a login reaches its owner.</summary>
public enum CodeDelivery
{
    /// <summary>As a message to another device.</summary>
    App,

    /// <summary>As a text message.</summary>
    Sms,

    /// <summary>By e-mail.</summary>
    Email,
}

/// <summary>An account that can log in.</summary>
public sealed record AccountOptions
{
    /// <summary>The phone number, digits only.</summary>
    public string Phone { get; init; } = "";

    /// <summary>The code that every login by code asks for.</summary>
    public string Code { get; init; } = "22222";

    /// <summary>How the code is said to be sent.</summary>
    public CodeDelivery CodeDelivery { get; init; }

    /// <summary>The password of two-step verification; null when it is off.</summary>
    public string? Password { get; init; }

    /// <summary>The hint shown for the password.</summary>
    public string? PasswordHint { get; init; }

    /// <summary>The first name.</summary>
    public string FirstName { get; init; } = "Ada";

    /// <summary>The public name without the @; null for none.</summary>
    public string? Username { get; init; }

    /// <summary>True for an account that pays.</summary>
    public bool Premium { get; init; }

    /// <summary>The data centre the account lives in; logins elsewhere are told to migrate.</summary>
    public int DataCentre { get; init; } = 2;
}
